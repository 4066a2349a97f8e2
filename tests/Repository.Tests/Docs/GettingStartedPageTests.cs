#region Program
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Testing;

#endregion

namespace Pages;

/// <summary>The code of docs/getting-started.md. Its program is the first one of README.md, too, and runs here.</summary>
public sealed class GettingStartedPageTests
{
    [Fact]
    public async Task Program_prints_what_the_page_says()
    {
        #region Program
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Redox:Destinations:General Hospital"] = "6f2a3b0e-54c1-4c1d-9a57-0d6e2b7f8c11";
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));

        await using var fake = RedoxFake.InMemory();      // an exchange inside this process, in place of Redox
        builder.Services.UseRedoxFake(fake);
        fake.Data.AddPatient(p => p.Identifier("0000000142", "MR").Name("Ilse", "Marlow").Born(1990, 5, 17));

        using var host = builder.Build();
        await host.StartAsync();
        IRedoxClient redox = host.Services.GetRequiredService<IRedoxClient>();

        var response = await redox.QueryAsync(PatientSearchQuery.Build(m => m
            .To("General Hospital")
            .Patient(p => p.Demographics(d => d.FirstName("Ilse").LastName("Marlow").DOB(new DateOnly(1990, 5, 17))))));
        var identifier = response.Patient!.Identifiers[0];
        Console.WriteLine($"Found: {identifier.IDType} {identifier.ID}");

        var start = new DateTimeOffset(2027, 3, 1, 9, 30, 0, TimeSpan.FromHours(-6));
        RedoxReceipt receipt = await redox.WriteBackAsync(SchedulingNew.Build(m => m
            .To("General Hospital")
            .Patient(p => p.AddIdentifier(identifier.ID!, identifier.IDType!))
            .Visit(v => v.VisitNumber("1234").VisitDateTime(start).Duration(30).Location(l => l.Department("3N")))));
        Console.WriteLine($"Booked: accepted for {receipt.Logs.Count} destination");
        #endregion

        var printed = Shared.Markdown.Blocks(Shared.RepositoryFiles.Read("docs/getting-started.md"), "text");
        Assert.Equal(Assert.Single(printed), Console.Printed.Value);
        Assert.Single(fake.Requests.ReceivedOf("Scheduling", "New"));
        await BookAsync(redox, SchedulingNew.Build(m => m
            .To("General Hospital")
            .Patient(p => p.AddIdentifier("0000000142", "MR"))
            .Visit(v => v.VisitNumber("1235").VisitDateTime(start).Duration(30).Location(l => l.Department("3N")))));
    }

    private static async Task BookAsync(IRedoxClient redox, SchedulingNew appointment)
    {
        try
        {
            await redox.WriteBackAsync(appointment);
        }
        catch (RedoxException exception) when (exception.Delivery == Delivery.Unknown)
        {
            Console.WriteLine($"It may have arrived: look into Redox's logs before you send it again. {exception.Message}");
        }
        catch (RedoxException exception)
        {
            Console.WriteLine($"It is known not to have arrived. {exception.Message}");
        }
    }

    /// <summary>In place of the one of .NET, so that the program runs as it is shown and its output can be compared.</summary>
    private static class Console
    {
        public static AsyncLocal<string> Printed { get; } = new();

        public static void WriteLine(string line) => Printed.Value += $"{line}\n";
    }
}
