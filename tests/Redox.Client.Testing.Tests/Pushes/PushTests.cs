using Newtonsoft.Json.Linq;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Pushes;

/// <summary>What an application sees of the fake's deliveries, through a handler and over a socket. The applications here are written by hand.</summary>
public abstract partial class PushTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, 123, TimeSpan.Zero);

    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.TimeProvider = new RedoxClock(Start));
    private Receiver _app = null!;
    private PushDestination _destination = null!;

    protected abstract Task<Receiver> StartReceiverAsync();

    public async Task InitializeAsync()
    {
        _app = await StartReceiverAsync();
        _destination = _app.Connect(_redox, "t-1", "Harbor Clinic");
    }

    public async Task DisposeAsync()
    {
        await _redox.DisposeAsync();
        if (_app is IAsyncDisposable server)
        {
            await server.DisposeAsync();
        }
    }

    private static SchedulingNew Appointment(string number = "7") => new() { Visit = new() { VisitNumber = number } };

    [Fact]
    public async Task A_message_has_the_headers_that_Redox_sends()
    {
        var response = await _destination.SendAsync(Appointment());

        Assert.Equal((200, true), (response.Status, response.IsSuccess));
        var push = Assert.Single(_app.Received);
        Assert.Equal(("POST", "/redox?tenant=7"), (push.Method, push.Target));
        Assert.Equal(
            ("t-1", "Bearer t-1", "RedoxEngine", "application/json"),
            (push.Header("verification-token"), push.Header("authorization"), push.Header("application-name"), push.Header("content-type")));
        Assert.Null(push.Header("traceparent"));
    }

    [Fact]
    public async Task Meta_is_filled_in()
    {
        await _destination.SendAsync(Appointment());

        var meta = (JObject)_app.Received[0].Json["Meta"]!;
        var delivery = Assert.Single(_redox.Push.Deliveries);
        var expected = new JObject
        {
            ["DataModel"] = "Scheduling",
            ["EventType"] = "New",
            ["EventDateTime"] = "2026-01-05T09:00:00.123Z",
            ["Source"] = new JObject { ["ID"] = "7ce6f387-c33c-417d-8682-81e83628cbd9", ["Name"] = "Redox Dev Tools" },
            ["Destinations"] = new JArray(new JObject { ["ID"] = _destination.Id, ["Name"] = "Harbor Clinic" }),
            ["Logs"] = new JArray(new JObject { ["ID"] = delivery.LogId, ["AttemptID"] = Assert.Single(delivery.Attempts).Id }),
        };
        Assert.True(JToken.DeepEquals(expected, meta), meta.ToString());
        Assert.True(Guid.TryParse(delivery.LogId, out _) && Guid.TryParse(delivery.Attempts[0].Id, out _));
    }

    [Fact]
    public async Task The_given_Meta_is_kept_except_for_the_logs()
    {
        await _destination.SendJsonAsync("""
            {"Visit":{"Duration":1.50},"Meta":{"Logs":[{"ID":"mine"}],"DataModel":"Scheduling","EventType":"New","Test":true,"Source":{"ID":"s"},
             "Destinations":[{"ID":"d"}],"EventDateTime":"2020-02-03","FacilityCode":"3N","Oddity":{"a":[1,null]}},"é":"\ud83d\u00e9"}
            """);

        var push = _app.Received[0];
        var meta = push.Json["Meta"]!;
        Assert.Equal(("s", "d", "2020-02-03", true, "3N"), ((string?)meta["Source"]!["ID"], (string?)meta["Destinations"]![0]!["ID"], (string?)meta["EventDateTime"], (bool)meta["Test"]!, (string?)meta["FacilityCode"]));
        Assert.Equal("""{"a":[1,null]}""", meta["Oddity"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.NotEqual("mine", push.LogId);
        Assert.Contains("""
            "Visit":{"Duration":1.50}
            """, push.Text, StringComparison.Ordinal);
        Assert.Contains("""
            "é":"\ud83d\u00e9"
            """, push.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_is_delivered_as_plain_UTF8()
    {
        _destination.UseToken("t+'&<\"");

        await _destination.SendAsync(Appointment("+'&<ü😀\u00a0"));
        await _destination.VerifyAsync();

        Assert.Contains("\"VisitNumber\":\"+'&<ü😀\u00a0\"", _app.Received[0].Text, StringComparison.Ordinal);
        Assert.Contains("\"verification-token\":\"t+'&<\\\"\"", _app.Received[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_are_sent_unchanged()
    {
        byte[] body = [0xFF, 0x00, (byte)'{'];

        await _destination.SendBytesAsync(body, "text/plain; charset=latin1");

        Assert.Equal(body, _app.Received[0].Body);
        Assert.Equal("text/plain; charset=latin1", _app.Received[0].Header("content-type"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"Meta":7}""")]
    public async Task Text_that_is_not_a_message_is_refused_with_the_remedy(string json)
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => _destination.SendJsonAsync(json));

        Assert.Contains("SendBytesAsync", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(_app.Received);
    }

    [Theory]
    [InlineData("other", "other", "Bearer other")]
    [InlineData("", "", "Bearer")]
    [InlineData(null, null, null)]
    public async Task A_new_token_applies_from_the_next_message_on(string? token, string? header, string? authorization)
    {
        _destination.UseToken(token);
        await _destination.SendAsync(Appointment());
        _destination.UseBearer("of a credential");
        await _destination.SendAsync(Appointment());

        Assert.Equal((header, authorization), (_app.Received[0].Header("verification-token"), _app.Received[0].Header("authorization")?.TrimEnd()));
        Assert.Equal((header, "Bearer of a credential"), (_app.Received[1].Header("verification-token"), _app.Received[1].Header("authorization")));
    }

    [Fact]
    public async Task The_applications_response_is_returned_completely()
    {
        _app.AnswerAsync = (_, _) => Task.FromResult(new ReceiverResponse(418, """{"Meta":{"Errors":[{"Text":"no"}]}}"""));

        var response = await _destination.SendAsync(Appointment());

        Assert.Equal((418, false, "no"), (response.Status, response.IsSuccess, response.At("Meta.Errors[0].Text")));
        Assert.StartsWith("text/plain", response.Headers.GetValueOrDefault("content-type") ?? "text/plain", StringComparison.Ordinal);
        Assert.DoesNotContain("no", response.ToString(), StringComparison.Ordinal);
        Assert.Equal(PushStatus.Failed, _redox.Push.Deliveries[0].Status);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task A_handshake_is_accepted_with_200_and_the_challenge_in_the_body(string method)
    {
        async Task<bool> VerifyAsync(int status, Func<string, string> body)
        {
            _app.AnswerAsync = (push, _) => Task.FromResult(new ReceiverResponse(status, body(ChallengeOf(push))));
            return (await _destination.VerifyAsync(new HttpMethod(method))).Accepted;
        }

        Assert.True(await VerifyAsync(200, challenge => challenge));
        Assert.True(await VerifyAsync(200, challenge => $$"""{"challenge":"{{challenge}}"}"""));
        Assert.False(await VerifyAsync(201, challenge => challenge));
        Assert.False(await VerifyAsync(401, challenge => challenge));
        Assert.False(await VerifyAsync(200, _ => ""));
        Assert.Equal(5, _app.Received.Select(ChallengeOf).Distinct().Count());
    }

    [Fact]
    public async Task A_handshake_by_POST_has_token_and_challenge_only_in_the_body()
    {
        _destination.UseToken("t \"2\"");

        var handshake = await _destination.VerifyAsync();

        var push = Assert.Single(_app.Received);
        Assert.Equal(("POST", "/redox?tenant=7", "application/json", "RedoxEngine"), (push.Method, push.Target, push.Header("content-type"), push.Header("application-name")));
        Assert.True(JToken.DeepEquals(new JObject { ["verification-token"] = "t \"2\"", ["challenge"] = handshake.Challenge }, push.Json), push.Text);
        Assert.Equal((null, null), (push.Header("verification-token"), push.Header("authorization")));
        Assert.Contains("without the challenge", handshake.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_by_GET_has_token_and_challenge_in_the_query_and_the_token_in_its_header()
    {
        _destination.UseToken("t&2=+");

        var handshake = await _destination.VerifyAsync(HttpMethod.Get);

        var push = Assert.Single(_app.Received);
        Assert.Equal(("GET", $"/redox?tenant=7&challenge={handshake.Challenge}&verification-token=t%262%3D%2B"), (push.Method, push.Target));
        Assert.Equal((0, "t&2=+", null), (push.Body.Length, push.Header("verification-token"), push.Header("authorization")));
        await Assert.ThrowsAsync<ArgumentException>(() => _destination.VerifyAsync(HttpMethod.Put));
    }

    private static string ChallengeOf(ReceivedPush push) => push.Method == "POST"
        ? (string)push.Json["challenge"]!
        : push.Target.Split("challenge=")[1].Split('&')[0];
}

public sealed class HandlerPushTests : PushTests
{
    protected override Task<Receiver> StartReceiverAsync() => Task.FromResult<Receiver>(new HandlerReceiver());
}

public sealed class ServerPushTests : PushTests
{
    protected override async Task<Receiver> StartReceiverAsync() => await ServerReceiver.StartAsync();
}
