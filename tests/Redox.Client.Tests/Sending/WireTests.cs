using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>What goes over the wire, and what is completed on the way.</summary>
public sealed class WireTests
{
    private const string SourceId = "7ce6f387-c33c-417d-8682-81e83628cbd9";

    [Fact]
    public async Task A_message_is_posted_as_JSON_to_the_one_endpoint()
    {
        var redox = new Gateway("https://api.redoxengine.com");
        await using var app = new TestApp(gateway: redox);

        await app.Client.SendAsync(TestApp.Appointment());
        await app.Client.WriteBackAsync(TestApp.Appointment());
        await app.Client.QueryAsync(TestApp.Search());

        Assert.Equal(3, app.Messages.Count);
        Assert.Equal(Enumerable.Repeat("https://api.redoxengine.com/endpoint", 3), redox.Asked.Skip(1));
        Assert.All(app.Messages, message =>
        {
            Assert.Equal("POST", message.Method);
            Assert.Equal("application/json", message.ContentType);
            Assert.Equal("application/json", message.Headers["Accept"]);
            Assert.StartsWith("Redox.Client/", message.Headers["User-Agent"], StringComparison.Ordinal);
            Assert.Equal("Bearer CANARY-token-1", message.Authorization);
            Assert.DoesNotContain("Redox-Source-Id", message.Headers.Keys);
        });
    }

    [Fact]
    public async Task Names_of_destinations_become_IDs_and_nothing_else_changes()
    {
        await using var app = new TestApp();

        await app.Client.SendAsync(TestApp.Appointment(new() { Name = "general hospital" }, new() { ID = "chosen", Name = "General Hospital" }));

        var meta = Meta(app);
        Assert.Equal($$"""[{"ID":"{{TestApp.HospitalId}}","Name":"general hospital"},{"ID":"chosen","Name":"General Hospital"}]""", meta.GetProperty("Destinations").GetRawText());
        Assert.False(meta.TryGetProperty("Source", out _));
        Assert.False(meta.TryGetProperty("Test", out _));
    }

    [Fact]
    public async Task The_source_is_named_in_the_header_and_in_a_message_that_names_none()
    {
        await using var app = new TestApp(options => options.SourceId = SourceId);

        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(SourceId, app.Messages[0].Headers["Redox-Source-Id"]);
        Assert.Equal(SourceId, Meta(app).GetProperty("Source").GetProperty("ID").GetString());
    }

    [Fact]
    public async Task The_source_that_a_message_names_itself_stays_and_the_header_agrees()
    {
        await using var app = new TestApp(options => options.SourceId = SourceId);
        var message = TestApp.Appointment();

        await app.Client.SendAsync(message with { Meta = message.Meta with { Source = new SystemReference { ID = "other" } } });

        Assert.Equal("other", app.Messages[0].Headers["Redox-Source-Id"]);
        Assert.Equal("other", Meta(app).GetProperty("Source").GetProperty("ID").GetString());
    }

    [Theory]
    [InlineData("Klinik S\u00fcd")]
    [InlineData("a\r\nX-Evil: 1")]
    public async Task A_source_that_no_header_can_name_is_a_problem_of_the_message(string id)
    {
        await using var app = new TestApp(options => options.SourceId = SourceId);
        var message = TestApp.Appointment();

        var refusal = await Assert.ThrowsAsync<RedoxValidationException>(
            () => app.Client.SendAsync(message with { Meta = message.Meta with { Source = new SystemReference { ID = id } } }));

        Assert.Equal("Meta.Source.ID", Assert.Single(refusal.Problems).Path);
        Assert.DoesNotContain(id, refusal.ToString(), StringComparison.Ordinal);
        Assert.Empty(app.Messages);
    }

    [Theory]
    [InlineData(RedoxEnvironment.Development, null, true)]
    [InlineData(RedoxEnvironment.Staging, null, true)]
    [InlineData(RedoxEnvironment.Production, null, false)]
    [InlineData(RedoxEnvironment.Production, true, true)]
    [InlineData(RedoxEnvironment.Development, false, false)]
    public async Task Test_flag_follows_the_environment_unless_the_message_sets_it(RedoxEnvironment environment, bool? said, bool sent)
    {
        await using var app = new TestApp(options => options.Environment = environment);
        var message = TestApp.Appointment();

        await app.Client.SendAsync(message with { Meta = message.Meta with { Test = said } });

        Assert.Equal(sent, Meta(app).GetProperty("Test").GetBoolean());
    }

    [Fact]
    public async Task An_unknown_destination_is_named_with_the_setting_and_the_remedy()
    {
        await using var app = new TestApp(options => options.Destinations["Clinic"] = TestApp.HospitalId);

        var exception = await Assert.ThrowsAsync<RedoxConfigurationException>(() => app.Client.SendAsync(TestApp.Appointment(new SystemReference { Name = "St. Elsewhere" })));

        Assert.Equal(
            "Scheduling.New: the name in Meta.Destinations[0].Name is not in RedoxClientOptions.Destinations. Known names: 'Clinic', 'General Hospital'. "
            + "Correct it, add it to RedoxClientOptions.Destinations with its ID (a UUID), or use the ID in its place.",
            exception.Message);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.Empty(app.TokenRequests);
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData("0a2b3c4d-0000-4000-8000-000000000009\n")]
    [InlineData("\u200e0a2b3c4d-0000-4000-8000-000000000009")]
    public async Task Destination_with_invisible_characters_is_refused(string text)
    {
        await using var app = new TestApp(options => options.Destinations["Clinic"] = TestApp.HospitalId);

        var byId = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(TestApp.Appointment(new SystemReference { ID = text })));
        var byCall = await Assert.ThrowsAnyAsync<RedoxException>(() => app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Destinations = [text] }));

        Assert.Equal("Meta.Destinations[0].ID", Assert.Single(byId.Problems).Path);
        Assert.Matches("(white space|invisible one)", byCall.Message);
        Assert.DoesNotContain(text, byId.Message + byCall.Message, StringComparison.Ordinal);
        Assert.Empty(app.TokenRequests);
    }

    [Fact]
    public async Task A_message_without_destination_is_not_sent()
    {
        await using var app = new TestApp();

        var none = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(TestApp.Appointment() with { Meta = new() }));
        var empty = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(TestApp.Appointment(new SystemReference())));

        Assert.Equal("Meta.Destinations: none. Name at least one, by ID or by a name from the setting Destinations, or set DefaultDestination.", Assert.Single(none.Problems).ToString());
        Assert.Equal("Meta.Destinations[0]: has neither an ID nor a name. Set one of them.", Assert.Single(empty.Problems).ToString());
        Assert.Empty(app.TokenRequests);
    }

    [Theory]
    [InlineData("General Hospital", TestApp.HospitalId)]
    [InlineData("0a2b3c4d-0000-4000-8000-000000000009", "0a2b3c4d-0000-4000-8000-000000000009")]
    public async Task Message_without_a_destination_goes_to_the_default_one(string configured, string expected)
    {
        await using var app = new TestApp(options => options.DefaultDestination = configured);

        await app.Client.SendAsync(TestApp.Appointment() with { Meta = new() });
        Assert.Equal(expected, Meta(app).GetProperty("Destinations")[0].GetProperty("ID").GetString());

        await app.Client.SendAsync(TestApp.Appointment(new SystemReference { ID = "elsewhere" }));
        Assert.Equal("elsewhere", Meta(app).GetProperty("Destinations")[0].GetProperty("ID").GetString());
    }

    [Fact]
    public async Task A_query_goes_to_exactly_one_destination()
    {
        await using var app = new TestApp();

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.QueryAsync(TestApp.Search(new() { ID = "a" }, new() { ID = "b" })));

        Assert.Equal("Meta.Destinations: 2 destinations. A query goes to exactly one: send one query to each.", Assert.Single(exception.Problems).ToString());
        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task A_message_is_checked_before_anything_is_sent()
    {
        await using var app = new TestApp();

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(TestApp.Appointment() with { Visit = null }));

        Assert.Equal("Visit: required for Scheduling.New", Assert.Single(exception.Problems).ToString());
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(app.TokenRequests);
    }

    private static JsonElement Meta(TestApp app) => JsonDocument.Parse(app.Messages[^1].Text).RootElement.GetProperty("Meta");
}
