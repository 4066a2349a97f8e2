#region Receive
using Microsoft.AspNetCore.Builder;
#endregion
using Microsoft.AspNetCore.Hosting;
#region Receive
using Microsoft.Extensions.DependencyInjection;
#endregion
using Microsoft.Extensions.Logging;
#region Receive
using Redox.Client.Models;
using Redox.Client.Receiving;

#endregion
#region Test
using Redox.Client.Testing;

#endregion

namespace Pages;

/// <summary>The code of README.md but its first program (docs/getting-started.md has that too), block by block in regions; the namespace finds nothing of Redox.Client by itself. ReadmeTests compares the two.</summary>
public partial class ReadmeSnippets
{
    [Fact]
    public async Task Readme_code_works()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Redox:Destinations:General Hospital"] = "6f2a3b0e-54c1-4c1d-9a57-0d6e2b7f8c11";
        builder.Configuration["Redox:Destination:VerificationTokens:0"] = "the token of the destination";
        var ward = new Ward();
        builder.Services.AddSingleton(ward);
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));

        #region Test
        await using var fake = RedoxFake.InMemory();
        builder.Services.UseRedoxFake(fake);
        fake.Data.AddPatient(p => p.Identifier("0000000142", "MR").Name("Ilse", "Marlow").Born(1990, 5, 17));
        fake.Faults.Next(Fault.TooManyRequests());
        // ... run your application ...
        #endregion
        #region Receive
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination")).AddHandler<PatientAdminArrival, ArrivalHandler>();
        #endregion
        await using var app = builder.Build();
        #region Receive
        app.MapRedoxDestination("/redox");

        #endregion
        await app.StartAsync();
        var arrival = new PatientAdminArrival { Patient = new() { Identifiers = [new() { ID = "0000000142", IDType = "MR" }] }, Visit = new() { VisitNumber = "1234" } };

        var response = await UseAsync(app.Services.GetRequiredService<Redox.Client.IRedoxClient>(), DateTimeOffset.UnixEpoch);

        Assert.Equal("0000000142", response.Patient?.Identifiers[0].ID);
        #region Test
        Assert.Single(fake.Requests.ReceivedOf("Scheduling", "New"));

        var destination = fake.Push.To(new Uri(app.Urls.Single() + "/redox"), "the token of the destination");
        Assert.True((await destination.SendAsync(arrival)).IsSuccess);
        #endregion
        Assert.Equal("1234", ward.Expected);
    }

    private static async Task<PatientSearchResponse> UseAsync(Redox.Client.IRedoxClient redox, DateTimeOffset start)
    {
        await redox.WriteBackAsync(SchedulingNew.Build(m => m
            .To("General Hospital")
            .Patient(p => p.AddIdentifier("0000000142", "MR"))
            .Visit(v => v.VisitNumber("1234").VisitDateTime(start).Duration(30).Location(l => l.Department("3N")))));

        return await redox.QueryAsync(PatientSearchQuery.Build(m => m
            .To("General Hospital")
            .Patient(p => p.Demographics(d => d.FirstName("Ilse").LastName("Marlow").DOB(new DateOnly(1990, 5, 17))))));
    }

    public sealed class Ward
    {
        public string? Expected { get; private set; }

        public Task ExpectAsync(string? visitNumber, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Expected = visitNumber;
            return Task.CompletedTask;
        }
    }

    #region Receive
    public sealed class ArrivalHandler(Ward ward) : IRedoxHandler<PatientAdminArrival>
    {
        public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken) =>
            ward.ExpectAsync(message.Visit?.VisitNumber, cancellationToken);
    }
    #endregion
}
