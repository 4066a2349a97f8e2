using System.Text.Json;
using Microsoft.Extensions.Logging;
using Redox.Client;
using Redox.Client.Models;

namespace Pages;

/// <summary>The code of docs/messages.md.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1848", Justification = "A page shows logging in its shortest form.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1873", Justification = "A page shows logging in its shortest form.")]
internal static class MessagesPage
{
    public static PatientAdminNewPatient Build()
    {
        var message = PatientAdminNewPatient.Build(m => m
            .To("22222222-2222-4222-8222-222222222222")
            .Test()
            .Patient(p => p
                .AddIdentifier("0001", "MR")
                .Demographics(d => d.FirstName("Ada").LastName("Ng").DOB(new DateOnly(1979, 11, 23)).Sex(Sex.Female))));
        return message;
    }

    public static PatientSearchQuery Initialise()
    {
        var query = new PatientSearchQuery
        {
            Meta = new Meta { Destinations = [new SystemReference { ID = "22222222-2222-4222-8222-222222222222" }] },
            Patient = new Patient { Identifiers = [new Identifier { ID = "0001", IDType = "MR" }] },
        };
        return query;
    }

    public static SchedulingVisit Extend()
    {
        var visit = new SchedulingVisit
        {
            AdditionalProperties = new Dictionary<string, JsonElement> { ["Telehealth"] = JsonSerializer.SerializeToElement(true) },
        };
        return visit;
    }

    public static (SchedulingNew Tagged, string? Kiosk) Tag(SchedulingNew appointment)
    {
        var tagged = appointment with
        {
            Meta = appointment.Meta with { Extensions = Extensions.Build(e => e.Add("booked-at", x => x.String("kiosk 4"))) },
        };
        var kiosk = tagged.Meta.Extensions?.Find("booked-at")?.String;
        return (tagged, kiosk);
    }

    public static string Choose(Demographics person)
    {
        var ward = person.Sex switch
        {
            { } sex when sex == Sex.Female => "3F",
            { } sex when sex == Sex.Male => "3M",
            _ => "3",                                  // absent, or any other value
        };
        return ward;
    }

    public static SchedulingNew Change(SchedulingNew received)
    {
        var moved = received with { Visit = received.Visit! with { VisitDateTime = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(-5)) } };
        return moved;
    }

    public static async Task ReadAsync(byte[] utf8Json, ILogger logger, Func<SchedulingNew, Task> BookAsync)
    {
        var (parsed, issues) = RedoxJson.Read(utf8Json);
        foreach (var issue in issues)
        {
            logger.LogInformation("{Path}: expected {Expected}, found {Found}", issue.Path, issue.Expected, issue.Found);
        }

        if (parsed is SchedulingNew appointment)
        {
            await BookAsync(appointment);
        }
    }

    public static void Check(byte[] utf8Json, ILogger logger)
    {
        foreach (var problem in RedoxJson.Validate(utf8Json))
        {
            logger.LogWarning("{Path}: {Description}", problem.Path, problem.Description);
        }
    }

    public static async Task SendOnAsync(IRedoxClient redox, SchedulingNew received, string stored, CancellationToken cancellationToken)
    {
        await redox.SendAsync(received.Forward("Clinic"), cancellationToken);
        await redox.SendAsync(RedoxJson.ParseEvent(stored), cancellationToken);
    }
}
