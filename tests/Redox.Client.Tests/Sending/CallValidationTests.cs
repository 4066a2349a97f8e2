using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>Whether a message is checked can be said for each call.</summary>
public sealed class CallValidationTests
{
    private static readonly RedoxCallOptions Unchecked = new() { Validate = false };
    private static readonly RedoxCallOptions Checked = new() { Validate = true };

    private const string Incomplete = """{"Meta":{"DataModel":"Scheduling","EventType":"New","Destinations":[{"ID":"a"}]},"Patient":{"Demographics":{"FirstName":17}}}""";

    [Theory]
    [InlineData(true, null, false)]
    [InlineData(true, false, true)]
    [InlineData(false, null, true)]
    [InlineData(false, true, false)]
    public async Task Call_options_override_client_options(bool client, bool? call, bool goesOut)
    {
        await using var app = new OutboundApp(options => options.ValidateBeforeSending = client);
        var sending = app.Client.SendAsync(RedoxJson.ParseEvent(Incomplete), new RedoxCallOptions { Validate = call });

        Assert.Equal(!goesOut, await Record.ExceptionAsync(() => sending) is RedoxValidationException);
        Assert.Equal(goesOut ? [Incomplete] : [], app.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task A_known_event_is_checked_also_when_it_was_read_as_an_unknown_message()
    {
        await using var app = new OutboundApp();
        var message = RedoxJson.Parse<UnknownMessage>(Incomplete);

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(message));
        await app.Client.SendAsync(message, Unchecked);
        await app.Client.SendAsync(message.Forward("5b5b5b5b-1111-4111-8111-000000000005"));
        await app.Client.SendAsync(RedoxJson.Parse<UnknownMessage>("""{"Meta":{"DataModel":"Own","EventType":"New","Destinations":[{"ID":"a"}]},"Patient":7}"""));

        Assert.Contains("Patient.Demographics.FirstName: must be a string, but is number", exception.Problems.Select(problem => $"{problem}"));
        Assert.Contains("Visit: required for Scheduling.New", exception.Problems.Select(problem => $"{problem}"));
        Assert.Equal(3, app.Messages.Count);
    }

    [Fact]
    public async Task Unchecked_message_is_checked_by_a_later_call_that_asks()
    {
        await using var app = new OutboundApp();
        var message = RedoxJson.ParseEvent(Incomplete);

        await app.Client.SendAsync(message, Unchecked);

        await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(message, Checked));
        await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(message));
    }

    [Fact]
    public async Task An_odd_test_goes_out_as_it_came_when_the_call_does_not_validate()
    {
        await using var app = App();
        foreach (var test in EnvelopeForms.OddTests)
        {
            var json = EnvelopeForms.Message(test: test);
            await app.Client.SendAsync(RedoxJson.ParseEvent(json), Unchecked);

            Assert.Equal(Tests(json), Tests(app.Messages[^1].Text));
        }
    }

    [Fact]
    public async Task A_test_that_is_there_twice_cannot_go_out_as_it_came_and_is_refused()
    {
        await using var app = App();
        foreach (var test in EnvelopeForms.RepeatedTests)
        {
            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(RedoxJson.ParseEvent(EnvelopeForms.Message(test: test)), Unchecked));
        }

        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task Destinations_and_source_are_checked_without_validation()
    {
        await using var app = App();
        foreach (var members in EnvelopeForms.OddDestinations.Concat(EnvelopeForms.OddSources))
        {
            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(RedoxJson.ParseEvent(EnvelopeForms.Message(members)), Unchecked));
        }

        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task Check_handles_members_nested_deeper_than_is_read()
    {
        await using var app = new OutboundApp();
        var deep = $"{new string('[', 200)}{new string(']', 200)}";
        using var document = JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 200 });

        await app.Client.SendAsync(TestApp.Appointment() with { AdditionalProperties = new Dictionary<string, JsonElement> { ["New"] = document.RootElement } });

        Assert.Contains($"\"New\":{deep}", app.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_reports_all_that_sending_refuses()
    {
        foreach (var members in EnvelopeForms.OddDestinations.Concat(EnvelopeForms.OddSources).Concat(EnvelopeForms.OddTests).Concat(EnvelopeForms.RepeatedTests))
        {
            Assert.Contains(RedoxJson.Validate(EnvelopeForms.Message(members)), problem => problem.Path.StartsWith("Meta.", StringComparison.Ordinal));
        }
    }

    // All members of Meta that mean the test, whatever their case, and whatever nobody sees in their names.
    private static IEnumerable<string> Tests(string message) => EnvelopeForms.Meta(message).EnumerateObject()
        .Select(member => (Name: NameOf(member), Value: member.Value.GetRawText()))
        .Where(member => member.Name.Contains("Test", StringComparison.OrdinalIgnoreCase)).Select(member => $"{member.Name}:{member.Value}");

    // JsonProperty.Name throws where half a surrogate pair stands in it.
    private static string NameOf(JsonProperty member) => Regex.Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member)));

    private static OutboundApp App() => new(options =>
    {
        options.DefaultDestination = EnvelopeForms.Default;
        options.SourceId = EnvelopeForms.Source;
        options.Environment = RedoxEnvironment.Development;
    });
}
