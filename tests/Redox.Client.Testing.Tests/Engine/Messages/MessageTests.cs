using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Messages;

public abstract class MessageTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : MessageTests(Transport.InMemory);

    public sealed class OnSocket() : MessageTests(Transport.Socket);

    [Theory]
    [InlineData("endpoint")]
    [InlineData("query")]
    public async Task An_event_is_acknowledged_with_only_Meta(string path)
    {
        var response = await PostWithTokenAsync(Appointment, path);

        const string uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
        Assert.Equal(200, response.Status);
        Assert.Equal("application/json; charset=utf-8", response.ContentType?.ToString());
        Assert.Matches(
            $$"""
            ^\{"Meta":\{"DataModel":"Scheduling","EventType":"New","Logs":\[\{"ID":"{{uuid}}","AttemptID":"{{uuid}}"\}\],
            "Source":\{"ID":"{{uuid}}"\},"Destinations":\[\{"ID":"22222222-2222-4222-8222-222222222222","Name":"General"\}\]\}\}$
            """.ReplaceLineEndings(""),
            response.Body);
    }

    [Fact]
    public async Task A_receipt_has_one_log_for_each_destination()
    {
        var message = JObject.Parse(Appointment);
        message["Meta"]!["Source"] = new JObject { ["ID"] = "my-source" };
        message["Meta"]!["Destinations"] = new JArray(new JObject { ["ID"] = "a" }, new JObject { ["ID"] = "b" });

        var meta = (await PostWithTokenAsync(message.ToString())).Json["Meta"]!;

        Assert.Equal(2, meta["Logs"]!.Select(log => (string)log["ID"]!).Distinct().Count());
        Assert.Equal(["a", "b"], meta["Destinations"]!.Select(destination => (string)destination["ID"]!));
        Assert.Equal("my-source", (string?)meta.SelectToken("Source.ID"));
    }

    [Theory]
    [InlineData(null, "BearerTokenMissing")]
    [InlineData("Basic YTpi", "BearerTokenMissing")]
    [InlineData("Bearer", "BearerTokenMissing")]
    [InlineData("Bearer garbage", "BearerTokenUnknown")]
    public async Task A_message_without_a_token_of_this_fake_is_refused(string? authorization, string problem) =>
        AssertUnauthorized(await PostAsync(Appointment, authorization), problem);

    [Fact]
    public async Task A_token_must_follow_exactly_one_space() =>
        AssertUnauthorized(await PostAsync(Appointment, "Bearer  " + await GetTokenAsync()), "BearerTokenUnknown");

    [Fact]
    public async Task A_token_of_another_fake_is_refused()
    {
        var foreign = await GetTokenAsync();
        await RestartAsync();

        AssertUnauthorized(await PostAsync(Appointment, "Bearer " + foreign), "BearerTokenUnknown");
    }

    [Fact]
    public async Task A_token_is_valid_for_five_minutes_on_the_fakes_clock()
    {
        var token = "Bearer " + await GetTokenAsync();
        Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(200, (await PostAsync(Appointment, token)).Status);

        Clock.Advance(TimeSpan.FromSeconds(1));
        AssertUnauthorized(await PostAsync(Appointment, token), "BearerTokenExpired");
    }

    [Fact]
    public async Task The_lifetime_of_a_token_can_be_set()
    {
        await RestartAsync(options => options.TokenLifetime = TimeSpan.FromSeconds(20));
        var response = await RequestTokenAsync(ValidAssertion().Sign());
        Assert.Equal(20, (int?)response.Json["expires_in"]);

        Clock.Advance(TimeSpan.FromSeconds(20));
        AssertUnauthorized(await PostAsync(Appointment, "Bearer " + response.Json["access_token"]), "BearerTokenExpired");
    }

    [Theory]
    [InlineData("GET", "endpoint")]
    [InlineData("PUT", "query")]
    [InlineData("POST", "endpoint//")]
    [InlineData("POST", "endpoint/x")]
    [InlineData("GET", "v2/auth/token")]
    [InlineData("POST", "")]
    [InlineData("POST", "__admin/mappings")]
    public async Task Another_verb_or_path_is_not_found(string verb, string path)
    {
        var response = await SendAsync(new HttpRequestMessage(new HttpMethod(verb), path));

        Assert.Equal(404, response.Status);
        Assert.Equal(RequestProblemKind.RouteUnknown, Assert.Single(Assert.Single(Redox.Requests).Problems).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("""{"Meta":{"DataModel":"Notes",}}""")]
    public async Task A_body_that_is_not_one_JSON_object_is_refused(string body)
    {
        var response = await PostWithTokenAsync(body);

        AssertRejected(response, "The request body is not a valid JSON object", "DataModels", "BodyNotJson");
    }

    [Fact]
    public async Task A_body_that_is_not_UTF8_is_refused()
    {
        byte[] body = [.. "{\"Meta\":{\"DataModel\":\"N"u8, 0xFF, .. "\"}}"u8];
        using var request = new HttpRequestMessage(HttpMethod.Post, "endpoint") { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        request.Headers.Authorization = new("Bearer", await GetTokenAsync());

        AssertRejected(await SendAsync(request), "The request body is not a valid JSON object", "DataModels", "BodyNotJson");
    }

    [Theory]
    [InlineData("""{}""", "Required field missing - Meta.DataModel in :", new[] { "DataModelMissing", "EventTypeMissing" })]
    [InlineData("""{"Meta":[]}""", "Required field missing - Meta.DataModel in :", new[] { "DataModelMissing", "EventTypeMissing" })]
    [InlineData("""{"Meta":{"DataModel":"\ud800","EventType":"New"}}""", "Required field missing - Meta.DataModel in :New", new[] { "DataModelMissing" })]
    [InlineData("""{"\ud800":1,"Meta":{"\ud800":1,"EventType":"New"}}""", "Required field missing - Meta.DataModel in :New", new[] { "DataModelMissing" })]
    [InlineData("""{"Meta":{"EventType":"New"}}""", "Required field missing - Meta.DataModel in :New", new[] { "DataModelMissing" })]
    [InlineData("""{"Meta":{"DataModel":"Notes","EventType":7}}""", "Required field missing - Meta.EventType in Notes:", new[] { "EventTypeMissing" })]
    public async Task A_message_without_data_model_or_event_type_is_refused(string body, string text, string[] problems) =>
        AssertRejected(await PostWithTokenAsync(body), text, "DataModels", problems);

    [Theory]
    [InlineData("""null""", "DestinationMissing")]
    [InlineData("""[]""", "DestinationMissing")]
    [InlineData("""[{"Name":"General"}]""", "DestinationUnknown")]
    [InlineData("""[{"ID":""}]""", "DestinationUnknown")]
    public async Task A_message_without_a_destination_is_refused(string destinations, string problem)
    {
        var body = """{"Meta":{"DataModel":"Notes","EventType":"New","Destinations":#}}""".Replace("#", destinations, StringComparison.Ordinal);

        AssertRejected(await PostWithTokenAsync(body), NoSubscription, "Subscriptions", problem);
    }

    [Fact]
    public async Task An_unsubscribed_destination_is_refused()
    {
        await RestartAsync(options => options.Destinations["33333333-3333-4333-8333-333333333333"] = new("Harbor Clinic"));

        AssertRejected(await PostWithTokenAsync(Appointment), NoSubscription, "Subscriptions", "DestinationUnknown");
    }

    [Fact]
    public async Task The_exchange_fills_in_the_name_of_a_subscribed_destination()
    {
        await RestartAsync(options => options.Destinations["22222222-2222-4222-8222-222222222222"] = new("Harbor Clinic"));

        var response = await PostWithTokenAsync(Appointment);

        Assert.Equal("Harbor Clinic", (string?)response.Json.SelectToken("Meta.Destinations[0].Name"));
    }

    [Fact]
    public async Task A_query_names_exactly_one_destination()
    {
        const string body = """{"Meta":{"DataModel":"Clinical Summary","EventType":"PatientQuery","Destinations":[{"ID":"a"},{"ID":"b"}]}}""";

        AssertRejected(await PostWithTokenAsync(body), "A query needs exactly one destination in Meta.Destinations", "Subscriptions", "TooManyDestinations");
    }

    [Fact]
    public async Task Errors_have_ascending_numbers()
    {
        var first = (await PostWithTokenAsync("{}")).Json;
        var second = (await PostWithTokenAsync("{}")).Json;

        Assert.True((long)first.SelectToken("Meta.Errors[0].ID")! < (long)second.SelectToken("Meta.Errors[0].ID")!);
    }
}
