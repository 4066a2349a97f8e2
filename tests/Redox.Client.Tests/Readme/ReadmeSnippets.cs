using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Redox.Client.Models;
using Redox.Client.Testing;

namespace Redox.Client.Tests.Readme;

/// <summary>The code of README.md: what stands between the region marks stands there too. See <see cref="ReadmeTests"/>.</summary>
public class ReadmeSnippets
{
    [Fact]
    public async Task What_the_readme_shows_works()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Redox:Destinations:General Hospital", "6f2a3b0e-54c1-4c1d-9a57-0d6e2b7f8c11")]);
        #region Registration
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));
        #endregion

        #region Test
        await using var fake = RedoxFake.InMemory();
        builder.Services.UseRedoxFake(fake);
        fake.Data.AddPatient(p => p.Identifier("0000000142", "MR").Name("Ilse", "Marlow").Born(1990, 5, 17));
        // ... run your application ...
        #endregion
        using var host = builder.Build();

        var answer = await UseAsync(host.Services.GetRequiredService<IRedoxClient>(), DateTimeOffset.UnixEpoch);

        Assert.Equal("0000000142", answer.Patient?.Identifiers[0].ID);
        #region Test
        Assert.Single(fake.Requests.ReceivedOf("Scheduling", "New"));
        #endregion
    }

    private static async Task<PatientSearchResponse> UseAsync(IRedoxClient redox, DateTimeOffset start)
    {
        #region Use
        await redox.SendAsync(SchedulingNew.Build(m => m
            .To("General Hospital")
            .Patient(p => p.AddIdentifier("0000000142", "MR"))
            .Visit(v => v.VisitNumber("1234").VisitDateTime(start).Duration(30).Location(l => l.Department("3N")))));

        var answer = await redox.QueryAsync(PatientSearchQuery.Build(m => m
            .To("General Hospital")
            .Patient(p => p.Demographics(d => d.FirstName("Ilse").LastName("Marlow").DOB(new DateOnly(1990, 5, 17))))));
        #endregion
        return answer;
    }
}
