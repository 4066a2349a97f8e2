using System.Text.Json;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>
/// Whatever form a member of the envelope comes in, the message goes to those it names, from whom it says and as the test it is; or it does not go.
/// What arrived is read with <see cref="JsonDocument"/>.
/// </summary>
public sealed class OddEnvelopeTests
{
    public static TheoryData<string> OddDestinations => [.. EnvelopeForms.OddDestinations];

    public static TheoryData<string> OddSources => [.. EnvelopeForms.OddSources];

    public static TheoryData<string> OddTests => [.. EnvelopeForms.OddTests, .. EnvelopeForms.RepeatedTests];

    [Theory]
    [InlineData("\"Destinations\":[\"3f3f3f3f-1111-4111-8111-000000000003\"],", "Meta.Destinations[0]: must be an object, but is string")]
    [InlineData("\"Destinations\":\"x\",", "Meta.Destinations: must be an array, but is string")]
    [InlineData("\"Destinations\":[{\"ID\":\"a\"},null],", "Meta.Destinations[1]: must be an object, but is null")]
    [InlineData("\"Destinations\":[{\"ID\":5}],", "Meta.Destinations[0].ID: must be a string, but is number")]
    [InlineData("\"Destinations\":[{\"ID\":\"\\ud800\"}],", "Meta.Destinations[0].ID: contains half a surrogate pair: the text was cut within a character, for example an emoji")]
    [InlineData("\"destinations\":[],", "Meta.Destinations: must be named exactly like this, but its name differs in case, spaces or invisible characters")]
    [InlineData("\"Destinations\":[],\"Destinations\":[],", "Meta.Destinations: must not occur more than once: it is not known which one counts")]
    [InlineData("\"Source\":\"x\",", "Meta.Source: must be an object, but is string")]
    [InlineData("\"Source\":{\"id\":\"x\"},", "Meta.Source.ID: must be named exactly like this, but its name differs in case, spaces or invisible characters")]
    [InlineData("\"Test\":\"Y\",", "Meta.Test: must be a boolean, but is string")]
    [InlineData("\"Test\":\"Y\",\"Source\":7,\"Destinations\":7,", "Meta.Test: must be a boolean, but is string", "Meta.Source: must be an object, but is number", "Meta.Destinations: must be an array, but is number")]
    public async Task The_error_names_the_member_and_what_is_wrong_with_it(string members, params string[] problems)
    {
        await using var app = App();

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(Event(EnvelopeForms.Message(members))));

        Assert.Equal(problems, exception.Problems.Select(problem => $"{problem}"));
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.Empty(app.Messages);
    }

    [Theory]
    [InlineData("\"Destinations\":[{\"ID\":\"\",\"Name\":\"Clinic\"}],", "Meta.Destinations[0].ID: blank. Set it to the ID of the destination, or leave it out.")]
    [InlineData("\"Destinations\":[{\"ID\":\" \"}],", "Meta.Destinations[0].ID: blank. Set it to the ID of the destination, or leave it out.")]
    [InlineData("\"Destinations\":[{\"ID\":\"3f3f3f3f-1111-4111-8111-000000000003\"},{\"ID\":\"\\t\",\"Name\":\"Clinic\"}],", "Meta.Destinations[1].ID: blank. Set it to the ID of the destination, or leave it out.")]
    [InlineData("\"Destinations\":[{\"Name\":\" \"}],", "Meta.Destinations[0]: has neither an ID nor a name. Set one of them.")]
    public async Task Blank_destination_counts_as_missing(string members, string problem)
    {
        await using var app = App();

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(Event(EnvelopeForms.Message(members))));

        Assert.Equal(problem, Assert.Single(exception.Problems).ToString());
        Assert.Empty(app.Messages);
    }

    [Fact]
    public void The_table_of_the_guide_is_true()
    {
        Assert.Equal(4, EnvelopeForms.Documented.Count());
        Assert.All(EnvelopeForms.Documented, row => Assert.Equal([row.Problem], RedoxJson.Validate(EnvelopeForms.Message($"{row.Example},")).Where(problem => problem.Path.StartsWith("Meta", StringComparison.Ordinal)).Select(problem => $"{problem}")));
    }

    [Theory]
    [MemberData(nameof(OddDestinations))]
    public async Task Odd_destinations_are_refused_whatever_the_settings(string destinations) => await AssertRefusedAsync(EnvelopeForms.Message(destinations), "Meta.Destinations");

    [Theory]
    [MemberData(nameof(OddSources))]
    public async Task An_odd_source_is_refused_whatever_the_settings(string source) => await AssertRefusedAsync(EnvelopeForms.Message(source: source), "Meta.Source");

    [Theory]
    [MemberData(nameof(OddTests))]
    public async Task An_odd_test_is_refused_whatever_the_settings(string test) => await AssertRefusedAsync(EnvelopeForms.Message(test: test), "Meta.Test", validates: true);

    [Theory]
    [InlineData("""{"Meta":[{"DataModel":"PatientAdmin","EventType":"NewPatient"}]}""", "Meta: must be an object, but is array")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Test":true},"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"}}""", "Meta: must not occur more than once: it is not known which one counts")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"},"META":{"Test":true}}""", "Meta: must be named exactly like this, but its name differs in case, spaces or invisible characters")]
    [InlineData("""{"Meta":{"DataModel":["PatientAdmin"],"EventType":"NewPatient"}}""", "Meta.DataModel: must be a string, but is array")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":7}}""", "Meta.EventType: must be a string, but is number")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","EventType":"NewPatient"}}""", "Meta.EventType: must not occur more than once: it is not known which one counts")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","datamodel":"Order"}}""", "Meta.DataModel: must be named exactly like this, but its name differs in case, spaces or invisible characters")]
    public async Task An_odd_envelope_and_odd_names_of_the_event_are_refused_and_not_quoted(string json, string problem)
    {
        await using var app = App(options => options.ValidateBeforeSending = false);

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(Event(json)));

        Assert.Equal([problem], exception.Problems.Select(found => $"{found}"));
        Assert.Empty(app.Messages);
        if (problem.Contains("string, but", StringComparison.Ordinal))
        {
            Assert.StartsWith(problem.Contains("DataModel", StringComparison.Ordinal) ? "PatientAdmin.NewPatient is not valid" : "The message is not valid", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"Meta":{}}""")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin"}}""")]
    [InlineData("""{"Meta":{"DataModel":"","EventType":""}}""")]
    public async Task A_message_without_names_and_destination_is_called_the_message(string json)
    {
        await using var app = App(options => options.DefaultDestination = null);

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(Event(json)));

        Assert.StartsWith("The message is not valid:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mix_of_forms_is_refused_or_goes_to_those_it_names_as_what_it_is()
    {
        await using var app = App();
        var (refused, sent) = (0, 0);
        foreach (var destinations in EnvelopeForms.GoodDestinations.Concat(EnvelopeForms.OddDestinations))
        {
            foreach (var source in EnvelopeForms.GoodSources.Concat(EnvelopeForms.OddSources))
            {
                foreach (var test in EnvelopeForms.GoodTests.Concat(EnvelopeForms.OddTests).Concat(EnvelopeForms.RepeatedTests))
                {
                    var json = EnvelopeForms.Message(destinations, source, test);
                    var isGood = EnvelopeForms.GoodDestinations.Contains(destinations) && EnvelopeForms.GoodSources.Contains(source) && EnvelopeForms.GoodTests.Contains(test);
                    var arrived = app.Messages.Count;
                    try
                    {
                        await app.Client.SendAsync(Event(json));
                        Assert.True(isGood, $"sent: {json}");
                        AssertSays(json, app.Messages[^1].Text);
                        app.Messages.Clear();
                        sent++;
                    }
                    catch (RedoxValidationException)
                    {
                        Assert.False(isGood, $"refused: {json}");
                        Assert.Equal(arrived, app.Messages.Count);
                        refused++;
                    }
                }
            }
        }

        Assert.Equal(EnvelopeForms.GoodDestinations.Length * EnvelopeForms.GoodSources.Length * EnvelopeForms.GoodTests.Length, sent);
        Assert.True(refused > 10_000);
    }

    [Fact]
    public async Task Names_that_came_with_a_message_are_not_quoted()
    {
        await using var app = App(options => options.DefaultDestination = null);
        var unknown = RedoxJson.ParseEvent("""{"Meta":{"DataModel":"Zebulon","EventType":"Kvist"}}""");
        var named = Event(EnvelopeForms.Message("\"Destinations\":[{\"Name\":\"Zebulon Kvist\"}],"));

        Exception[] exceptions =
        [
            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(unknown)),
            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(RedoxJson.ParseEvent("""{"Meta":{"DataModel":"Zebulon","EventType":"Kvist","Test":"Y"}}"""))),
            await Assert.ThrowsAsync<RedoxConfigurationException>(() => app.Client.SendAsync(named)),
        ];

        Assert.All(exceptions, exception => Assert.DoesNotContain("Zebulon", $"{exception}", StringComparison.Ordinal));
        Assert.StartsWith("An unknown event is not valid", exceptions[0].Message, StringComparison.Ordinal);
        Assert.Contains("Meta.Destinations[0].Name", exceptions[2].Message, StringComparison.Ordinal);
        Assert.Contains("'Harbor'", (await Assert.ThrowsAsync<RedoxConfigurationException>(() => app.Client.SendAsync(named, new RedoxCallOptions { Destinations = ["Harbor"] }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_with_an_odd_item_is_not_a_query_with_one_destination()
    {
        await using var app = App();
        foreach (var destinations in EnvelopeForms.OddDestinations)
        {
            var query = (Redox.Client.Models.PatientSearchQuery)RedoxJson.Parse(EnvelopeForms.Message(destinations).Replace("PatientAdmin", "PatientSearch", StringComparison.Ordinal).Replace("NewPatient", "Query", StringComparison.Ordinal));

            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.QueryAsync(query));
        }

        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task Destinations_of_the_call_replace_odd_ones()
    {
        await using var app = App();
        foreach (var destinations in EnvelopeForms.OddDestinations)
        {
            await app.Client.SendAsync(Event(EnvelopeForms.Message(destinations)), new RedoxCallOptions { Destinations = ["Clinic"] });
            var meta = EnvelopeForms.Meta(app.Messages[^1].Text);

            Assert.Equal([EnvelopeForms.OtherSource], EnvelopeForms.Recipients(meta));
            Assert.Single(meta.EnumerateObject(), member => member.Name.Trim().Equals("Destinations", StringComparison.OrdinalIgnoreCase));
        }

        var source = await Assert.ThrowsAsync<RedoxValidationException>(
            () => app.Client.SendAsync(Event(EnvelopeForms.Message(source: "\"Source\":\"x\",")), new RedoxCallOptions { Destinations = ["Clinic"] }));
        Assert.Equal("Meta.Source", Assert.Single(source.Problems).Path);
    }

    [Fact]
    public async Task Other_destinations_that_the_caller_names_take_the_place_of_odd_ones()
    {
        await using var app = App();
        foreach (var destinations in EnvelopeForms.OddDestinations)
        {
            await app.Client.SendAsync(Event(EnvelopeForms.Message(destinations)).To(EnvelopeForms.Named));

            Assert.Equal([EnvelopeForms.Named], EnvelopeForms.Recipients(EnvelopeForms.Meta(app.Messages[^1].Text)));
        }
    }

    [Fact]
    public void Nothing_is_added_to_destinations_that_cannot_be_read()
    {
        foreach (var destinations in EnvelopeForms.OddDestinations)
        {
            var meta = RedoxJson.Parse(EnvelopeForms.Message(destinations)).Meta;

            var failure = Assert.Throws<RedoxValidationException>(() => Redox.Client.Models.PatientAdminNewPatient.Build(message => message
                .Meta(meta)
                .To("Clinic")
                .Patient(patient => patient.AddIdentifier(identifier => identifier.ID("LK-2041").IDType("MR")))));
            Assert.All(failure.Problems, problem => Assert.StartsWith("Meta.Destinations", problem.Path, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_change_of_another_member_leaves_an_odd_one_as_it_came()
    {
        await using var app = App();
        foreach (var members in EnvelopeForms.OddDestinations.Concat(EnvelopeForms.OddSources))
        {
            var changed = Event(EnvelopeForms.Message(members)).WithMeta(meta => meta with { FacilityCode = "HB" });

            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(changed));
        }

        var named = RedoxJson.Parse<Redox.Client.Models.PatientAdminNewPatient>("""{"Meta":{"DataModel":7,"EventType":["NewPatient"]}}""");
        var stamped = RedoxJson.Serialize(named with { Meta = named.Meta with { Test = true } });
        Assert.Equal("""{"Meta":{"DataModel":7,"EventType":["NewPatient"],"Test":true}}""", stamped);
    }

    [Fact]
    public async Task The_header_names_the_source_of_the_message_or_none()
    {
        await using var app = App();

        await app.Client.SendAsync(Event(EnvelopeForms.Message(source: "\"Source\":{\"Name\":\"Harbour\"},")));
        await app.Client.SendAsync(Event(EnvelopeForms.Message(source: $$"""  "Source":{"ID":"{{EnvelopeForms.OtherSource}}"},""")));
        await app.Client.SendAsync(Event(EnvelopeForms.Message()));

        Assert.Equal([null, EnvelopeForms.OtherSource, EnvelopeForms.Source], app.Messages.Select(message => message.SourceHeader));
    }

    private static IRedoxEvent Event(string json) => (IRedoxEvent)RedoxJson.Parse(json);

    private static OutboundApp App(Action<RedoxClientOptions>? configure = null) => new(options =>
    {
        options.DefaultDestination = EnvelopeForms.Default;
        options.SourceId = EnvelopeForms.Source;
        options.Environment = RedoxEnvironment.Production;
        options.Destinations["Clinic"] = EnvelopeForms.OtherSource;
        configure?.Invoke(options);
    });

    private static async Task AssertRefusedAsync(string json, string member, bool validates = false)
    {
        Action<RedoxClientOptions>[] settings =
        [
            _ => { },
            options => options.Environment = RedoxEnvironment.Development,
            options => (options.DefaultDestination, options.SourceId, options.Environment) = (null, null, null),
            options => options.ValidateBeforeSending = validates,
        ];
        foreach (var configure in settings)
        {
            await using var app = App(configure);

            Assert.All((await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(Event(json)))).Problems, problem => Assert.StartsWith(member, problem.Path, StringComparison.Ordinal));
            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(Event(json)));

            Assert.Empty(app.Messages);
        }
    }

    private static void AssertSays(string given, string arrived)
    {
        var (before, after) = (EnvelopeForms.Meta(given), EnvelopeForms.Meta(arrived));
        var named = EnvelopeForms.Recipients(before);
        Assert.Equal(
            named.Length == 0 ? [EnvelopeForms.Default] : [.. named.Select(id => id == "name: Clinic" ? EnvelopeForms.OtherSource : id)],
            EnvelopeForms.Recipients(after));
        Assert.Equal(
            before.TryGetProperty("Source", out var source) && source.ValueKind == JsonValueKind.Object ? source.GetRawText() : $$"""{"ID":"{{EnvelopeForms.Source}}"}""",
            after.GetProperty("Source").GetRawText());
        Assert.Equal(before.TryGetProperty("Test", out var test) && test.ValueKind == JsonValueKind.True, after.GetProperty("Test").GetBoolean());
    }
}
