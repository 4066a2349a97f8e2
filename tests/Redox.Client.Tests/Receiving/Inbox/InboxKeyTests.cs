using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>Which messages wait for which: the key that each is stored under.</summary>
public sealed class InboxKeyTests
{
    private const string Meta = """{"DataModel":"Scheduling","EventType":"New"}""";

    private static readonly string[] Spellings =
    [
        """{"Meta":{0},"Patient":{"Identifiers":[{"ID":"0000000001","IDType":"MR"}]}}""",
        """{"Patient":{"Identifiers":[{"ID":"x","IDType":"EPI"},{"IDType":"MR","Extra":[{"ID":"y"}],"ID":"0000000001"}],"Identifier":1},"Meta":{0}}""",
        """{"Visit":{"Patient":{"Identifiers":[{"ID":"z","IDType":"MR"}]}},"Meta":{0},"Patient":{"Demographics":{"Identifiers":[]},"Identifiers":[{"ID":"0000000001","IDType":"MR"},{"ID":"z","IDType":"MR"}]}}""",
        "\ufeff" + """{"Meta":{0},"\u0050atient":{"Identifiers":[{"\u0049D":"\u0030000000001","IDType":"MR"}]}}""",
    ];

    [Fact]
    public async Task One_patient_is_one_key_however_the_message_is_written()
    {
        var keys = new List<(string? Key, bool IsBarrier)>();
        foreach (var spelling in Spellings)
        {
            keys.Add(await KeyOfAsync(spelling, InboxKey.Patient));
        }

        var key = Assert.Single(keys.Distinct());
        Assert.Matches(new Regex("^[0-9a-f]{32}$"), key.Key);
        Assert.False(key.IsBarrier);
        Assert.NotEqual(key, await KeyOfAsync(Spellings[0].Replace("0000000001", "0000000002", StringComparison.Ordinal), InboxKey.Patient));
    }

    [Theory]
    [InlineData("""{"Meta":{0}}""")]
    [InlineData("""{"Meta":{0},"Patient":null}""")]
    [InlineData("""{"Meta":{0},"Patient":{}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":null}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":[]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":[{"ID":"1","IDType":"EPI"}]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":[{"ID":"","IDType":"MR"},{"ID":null,"IDType":"MR"},{"IDType":"MR"},{"ID":"1"}]}}""")]
    public async Task A_message_without_a_patient_has_the_key_of_the_destination(string json) => Assert.Equal(("", false), await KeyOfAsync(json, InboxKey.Patient));

    [Theory]
    [InlineData("""{"Meta":{0},"Patient":"Niamh"}""")]
    [InlineData("""{"Meta":{0},"Patient":[]}""")]
    [InlineData("""{"Meta":{0},"Patient":{},"Patient":{}}""")]
    [InlineData("""{"Meta":{0},"patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":{"ID":"1","IDType":"MR"}}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"identifiers":[{"ID":"1","IDType":"MR"}]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":[null]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":["1"]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":[{"ID":1,"IDType":"MR"}]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":[{"ID":"1","IDType":["MR"]}]}}""")]
    [InlineData("""{"Meta":{0},"Patient":{"Identifiers":[{"ID":"\ud800","IDType":"MR"}]}}""")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"PatientMerge"},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"VisitMerge"},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""")]
    [InlineData("""{"Meta":""")]
    [InlineData("")]
    public async Task What_cannot_be_told_apart_waits_for_everything_before_it(string json) => Assert.Equal(("", true), await KeyOfAsync(json, InboxKey.Patient));

    [Theory]
    [InlineData("""{"Meta":{0},"Visit":{"VisitNumber":"v1"}}""", null)]
    [InlineData("""{"Meta":{0},"Visit":{"VisitNumber":""}}""", "")]
    [InlineData("""{"Meta":{0},"Visit":{"VisitNumber":null}}""", "")]
    [InlineData("""{"Meta":{0}}""", "")]
    [InlineData("""{"Meta":{0},"Visit":{"VisitNumber":1}}""", "barrier")]
    public async Task A_visit_is_known_by_its_number(string json, string? expected)
    {
        var (key, isBarrier) = await KeyOfAsync(json, InboxKey.Visit);

        Assert.Equal(expected == "barrier", isBarrier);
        Assert.Equal(expected is null ? 32 : 0, key!.Length);
    }

    [Fact]
    public async Task A_key_of_ones_own_is_computed_from_the_message()
    {
        var key = InboxKey.From(message => message is SchedulingNew { Patient.Notes: [var note, ..] } ? note : null);
        static string Note(string note) => """{"Meta":{0},"Patient":{"Notes":[NOTE]}}""".Replace("NOTE", note, StringComparison.Ordinal);

        var one = await KeyOfAsync(Note("\"one\""), key);

        Assert.Equal((32, false), (one.Key!.Length, one.IsBarrier));
        Assert.Equal(one, await KeyOfAsync(Note("\"one\",\"two\""), key));
        Assert.NotEqual(one, await KeyOfAsync(Note("\"two\""), key));
        Assert.Equal(("", false), await KeyOfAsync(Note(""), key));
        Assert.Equal(("", true), await KeyOfAsync("{", key));
    }

    [Fact]
    public async Task A_key_that_fails_is_reported_and_its_message_kept()
    {
        var inbox = new TroubledInbox();
        await using var app = Destination(inbox, options => options.Key = InboxKey.From(_ => throw new InvalidDataException("CANARY")));

        var reply = await app.PostAsync(TestDestination.Appointment());

        Assert.Equal(RedoxDestinationOutcome.Stored, reply.Outcome);
        Assert.Equal((TestDestination.LogId, "", true), Assert.Single(inbox.Stored));
        Assert.Contains($"The key of Scheduling.New (log {TestDestination.LogId}) for the inbox of the destination 'default' could not be computed (InvalidDataException).", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_hidden_by_the_secret_and_do_not_say_whose_they_are()
    {
        var plain = await KeyOfAsync(Spellings[0], InboxKey.Patient);
        var secret = await KeyOfAsync(Spellings[0], InboxKey.Patient, options => options.KeySecret = "a random text of 32 characters..");
        var other = await KeyOfAsync(Spellings[0], InboxKey.Patient, options => options.KeySecret = "another text of 32 characters...");

        Assert.Equal(3, new[] { plain, secret, other }.Distinct().Count());
        Assert.DoesNotContain("0000000001", $"{plain}{secret}{other}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_types_of_identifiers_can_be_chosen()
    {
        var json = """{"Meta":{0},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"},{"ID":"2","IDType":"NIST"}]}}""";
        var one = await KeyOfAsync(json, InboxKey.Patient, options => options.KeyIdentifierTypes.Add("NIST"));
        var same = await KeyOfAsync(json.Replace("\"1\"", "\"9\"", StringComparison.Ordinal), InboxKey.Patient, options => options.KeyIdentifierTypes.Add("NIST"));

        Assert.Equal(one, same);
        Assert.Equal(32, one.Key!.Length);
    }

    [Fact]
    public async Task Without_another_choice_all_have_the_key_of_the_destination()
    {
        Assert.Equal(("", false), await KeyOfAsync(Spellings[0], null));
        Assert.Equal((null, false), await KeyOfAsync(Spellings[0], InboxKey.None));
    }

    private static async Task<(string? Key, bool IsBarrier)> KeyOfAsync(string json, InboxKey? key, Action<RedoxInboxOptions>? configure = null)
    {
        var inbox = new TroubledInbox();
        await using var app = Destination(inbox, options =>
        {
            options.Key = key ?? options.Key;
            configure?.Invoke(options);
        });
        Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync(json.Replace("{0}", Meta, StringComparison.Ordinal))).Outcome);
        var (_, stored, isBarrier) = Assert.Single(inbox.Stored);
        return (stored, isBarrier);
    }

    private static TestDestination Destination(IRedoxInbox inbox, Action<RedoxInboxOptions> configure) => new(
        destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>().AddFallbackHandler<NotingFallback>().UseInbox(_ => inbox, configure));
}
