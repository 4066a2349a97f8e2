using Microsoft.Extensions.Logging.Testing;
using Pages;
using Redox.Client;
using Redox.Client.Models;
using Shared;
using Shared.Json;

namespace Repository.Tests.Docs;

/// <summary>docs/messages.md: its table is test data, and its code is run.</summary>
public sealed class MessagesPageTests
{
    /// <summary>The cells of the table of odd forms, without code marks.</summary>
    public static IEnumerable<object[]> Rows => RepositoryFiles.Read("docs/messages.md").Split('\n').Where(line => line.StartsWith("| `\"", StringComparison.Ordinal))
        .Select(line => line.Split('|').Skip(1).Take(4).Select(cell => cell.Trim().Trim('`')).ToArray());

    [Theory]
    [MemberData(nameof(Rows))]
    public void Table_row_holds(string input, string property, string writtenBack, string issue)
    {
        var json = """{"Meta":{"DataModel":"PatientSearch","EventType":"Response"},"Patient":{"Demographics":{#}}}""".Replace("#", input, StringComparison.Ordinal);
        var path = $"Patient.Demographics.{input.Split('"')[1]}";

        var (message, issues) = RedoxJson.Read(json);

        Assert.Equal(property, Shown(((PatientSearchResponse)message).Patient!.Demographics!, input.Split('"')[1]));
        Assert.Equal(issue == "none" ? [] : [issue.StartsWith('[') ? $"{path}{issue[..3]}:{issue[3..]}" : $"{path}: {issue}"], issues.Select(found => $"{found}"));
        Assert.Null(JsonTree.Difference(JsonTree.Parse(json), JsonTree.Parse(RedoxJson.Serialize(message))));
        Assert.Equal(issue.EndsWith("a duplicate", StringComparison.Ordinal) ? "the last one" : "as it came", writtenBack);
    }

    [Fact]
    public void Table_is_found() => Assert.InRange(Rows.Count(), 20, 50);

    [Fact]
    public async Task Code_does_what_the_page_says()
    {
        var logger = new FakeLogger();
        var received = """{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"VisitNumber":5}}"""u8.ToArray();
        SchedulingNew? booked = null;
        await MessagesPage.ReadAsync(received, logger, appointment =>
        {
            booked = appointment;
            return Task.CompletedTask;
        });
        MessagesPage.Check(received, logger);

        Assert.Equal("Visit.VisitNumber: expected string, found number", logger.Collector.GetSnapshot()[0].Message);
        Assert.Contains("Visit.Location: required for Scheduling.New", logger.Collector.GetSnapshot().Select(record => record.Message));
        Assert.Equal("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"VisitNumber":5,"VisitDateTime":"2026-03-02T14:30:00.000Z"}}""", RedoxJson.Serialize(MessagesPage.Change(booked!)));
        Assert.True(MessagesPage.Build().Meta.Test);
        Assert.Empty(RedoxJson.Validate(RedoxJson.SerializeToUtf8Bytes(MessagesPage.Initialise())));
        Assert.Single(MessagesPage.Extend().AdditionalProperties);
        Assert.Equal("kiosk 4", MessagesPage.Tag(booked!).Kiosk);
        Assert.Equal(["3F", "3M", "3", "3"], new Demographics[] { new() { Sex = Sex.Female }, new() { Sex = Sex.Male }, new() { Sex = new("M") }, new() }.Select(MessagesPage.Choose));
    }

    private static string Shown(Demographics person, string member) => typeof(Demographics).GetProperty(member)!.GetValue(person) switch
    {
        null => "null",
        IReadOnlyList<string> { Count: 0 } => "empty",
        IReadOnlyList<string> list => string.Join(", ", list),
        Address address => $"Address {{ City: {address.City} }}",
        var value => $"{value}",
    };
}
