using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>"Verify &amp; Save" in the dashboard: the token may stand in a header, in the query and in the body, and each that is there must match.</summary>
public sealed class HandshakeTests
{
    private const string Right = TestDestination.Token;

    [Theory]
    [InlineData("plain")]
    [InlineData("fallback")]
    [InlineData("inbox")]
    [InlineData("fallback and inbox")]
    public async Task Handshake_is_answered_without_storing_or_handling(string kind)
    {
        var inbox = new TroubledInbox();
        await using var app = new TestDestination(
            destination =>
            {
                destination.AddHandler<Noting<IRedoxMessage>>();
                _ = kind.Contains("fallback", StringComparison.Ordinal) ? destination.AddFallbackHandler<NotingFallback>() : destination;
                _ = kind.Contains("inbox", StringComparison.Ordinal) ? destination.UseInbox(_ => inbox) : destination;
            },
            services: services => services.AddSingleton(RedoxFallbackResult.Accept));

        var reply = await app.PostAsync($$"""{"verification-token":"{{Right}}","challenge":"9c1e-hello"}""", ("verification-token", Right));

        Assert.Equal((200, RedoxDestinationOutcome.HandshakeConfirmed), (reply.StatusCode, reply.Outcome));
        Assert.Equal("""{"challenge":"9c1e-hello"}""", TestDestination.Text(reply));
        Assert.Empty(app.Journal);
        Assert.Equal(0, (await inbox.CountAsync("")).Waiting);
    }

    [Theory]
    [InlineData("\"Meta\":{}")]
    [InlineData("\"Meta\":null")]
    [InlineData("\"Meta\":7")]
    [InlineData("\"meta\":{\"DataModel\":\"Scheduling\",\"EventType\":\"New\"}")]
    [InlineData("\"META\":{}")]
    [InlineData("\" Meta\":{}")]
    [InlineData("\"Me ta\":[]")]
    [InlineData("\"Me\u200Bta\":{}")]
    [InlineData("\"\\u200bmeta\":{}")]
    [InlineData("\"\\u004deta\":{}")]
    [InlineData("\"Meta\\ud800\":{}")]
    public async Task Message_with_a_challenge_is_no_handshake_however_Meta_is_spelt(string meta)
    {
        foreach (var (body, header) in new[]
        {
            ($"{{{meta},\"challenge\":\"x\"}}", ("verification-token", Right)),
            ($"{{\"challenge\":\"x\",{meta}}}", ("verification-token", Right)),
            ($"{{\"challenge\":\"x\",{meta},\"verification-token\":\"{Right}\"}}", ("Authorization", $"Bearer {Right}")),
        })
        {
            await using var app = new TestDestination(
                destination => destination.AddHandler<Noting<IRedoxMessage>>().AddFallbackHandler<NotingFallback>(),
                services: services => services.AddSingleton(RedoxFallbackResult.Accept));

            var reply = await app.PostAsync(body, header);

            Assert.True(reply.Outcome is RedoxDestinationOutcome.Handled or RedoxDestinationOutcome.FallbackAccepted, $"{body}: {reply.Outcome}");
            Assert.Single(app.Journal);
        }
    }

    /// <summary>Each place: no token, the right one, a wrong one. In the body also what is no text, an empty one, and two that differ.</summary>
    [Fact]
    public async Task Every_token_that_is_given_must_match_and_one_must_be_given()
    {
        await using var app = new TestDestination();
        (string Name, string Value)?[] headers =
        [
            null, ("verification-token", Right), ("Verification-TOKEN", Right), ("verification-token", $" {Right}\t"), ("verification-token", "wrong"),
            ("Authorization", $"Bearer {Right}"), ("authorization", $"bearer  {Right} "), ("Authorization", "Bearer wrong"), ("Authorization", "Basic wrong"),
        ];
        string?[] queries = [null, Right, "wrong", ""];
        string?[] bodies = [null, $"\"{Right}\"", "\"wrong\"", "\"\"", "null", "7", $"[\"{Right}\"]", "\"\\ud800\"", $"\"{Right}\",\"verification-token\":\"wrong\"", $"\"wrong\",\"verification-token\":\"{Right}\""];
        string[] counted = [Right, $" {Right}\t", $"Bearer {Right}", $"bearer  {Right} "];

        foreach (var header in headers)
        {
            foreach (var query in queries)
            {
                foreach (var body in bodies)
                {
                    var reply = await app.SendAsync(Post(header, query, body is null ? """{"challenge":"c"}""" : $$"""{"challenge":"c","verification-token":{{body}}}"""));

                    bool?[] matches =
                    [
                        header is null or { Value: "Basic wrong" } ? null : counted.Contains(header.Value.Value),
                        query is null ? null : query == Right,
                        body is null ? null : body == $"\"{Right}\"",
                    ];
                    var isVerified = matches.Any(match => match == true) && matches.All(match => match != false);
                    Assert.True(reply.StatusCode == (isVerified ? 200 : 401), $"{header} {query} {body}: {reply}");
                    Assert.Equal(isVerified, reply.Outcome == RedoxDestinationOutcome.HandshakeConfirmed);
                }
            }
        }
    }

    [Theory]
    [InlineData("""{"Verification-Token":"wrong","challenge":"c"}""", 401)]
    [InlineData("""{"Verification-Token":"the-verification-token","challenge":"c"}""", 200)]
    [InlineData("""{"verification-token":"the-verification-token","VERIFICATION-TOKEN":"wrong","challenge":"c"}""", 401)]
    public async Task A_token_in_the_body_counts_in_every_case_of_its_name(string body, int status)
    {
        await using var app = new TestDestination();

        Assert.Equal(status, (await app.PostAsync(body)).StatusCode);
    }

    [Fact]
    public async Task By_GET_too_every_token_that_is_given_must_match()
    {
        await using var app = new TestDestination();

        async Task<int> Status(string? header, string? query) => (await app.SendAsync(new RedoxDestinationRequest
        {
            Method = "GET",
            Header = name => name == "verification-token" ? header : null,
            Query = name => name == "challenge" ? "c" : query,
        })).StatusCode;

        int[] statuses = [await Status(Right, Right), await Status(Right, null), await Status(null, Right), await Status(Right, "wrong"), await Status("wrong", Right), await Status(null, null)];
        Assert.Equal([200, 200, 200, 401, 401, 401], statuses);
    }

    [Theory]
    [InlineData("""{"challenge":7}""", 400)]
    [InlineData("""{"challenge":null}""", 400)]
    [InlineData("""{"challenge":{"a":"b"}}""", 400)]
    [InlineData("""{"challenge":["c"]}""", 400)]
    [InlineData("""{"challenge":""}""", 400)]
    [InlineData("""{"challenge":"\ud800"}""", 400)]
    [InlineData("""{"challenge":"c"} x""", 400)]
    [InlineData("""{"challenge":"c\uD83D\uDE00\"\u0000"}""", 200)]
    [InlineData("""{"extra":{"challenge":[1,{}]},"challenge":"c","\ud800":"\udfff"}""", 200)]
    [InlineData("""{"challenge":"c","Meta":null}""", 400)]
    [InlineData("""{"challenge":"c","Meta":{"DataModel":"Scheduling","EventType":"New"}}""", 501)]
    public async Task A_challenge_is_a_text_in_an_object_without_Meta(string body, int status)
    {
        await using var app = new TestDestination();

        var reply = await app.PostAsync(body, ("verification-token", Right));

        Assert.Equal(status, reply.StatusCode);
        if (status == 200)
        {
            Assert.Equal((string?)JObject.Parse(body)["challenge"], (string?)JObject.Parse(TestDestination.Text(reply))["challenge"]);
        }
    }

    [Fact]
    public async Task Invalid_UTF_8_and_a_huge_challenge_are_not_a_handshake()
    {
        await using var app = new TestDestination();

        Assert.Equal(400, (await app.PostAsync([.. "{\"challenge\":\""u8, 0xff, .. "\"}"u8], ("verification-token", Right))).StatusCode);
        Assert.Equal(400, (await app.PostAsync($$"""{"challenge":"{{new string('c', 5_000)}}"}""", ("verification-token", Right))).StatusCode);
        Assert.Equal(401, (await app.PostAsync($$"""{"challenge":"{{new string('c', 5_000)}}","verification-token":"{{Right}}"}""", ("x", ""))).StatusCode);
    }

    [Fact]
    public async Task Verifying_by_GET_may_be_turned_off()
    {
        await using var app = new TestDestination(configure: options => options.AllowGetHandshake = false);

        var get = await app.GetAsync(("challenge", "c"), ("verification-token", Right));
        var post = await app.PostAsync($$"""{"verification-token":"{{Right}}","challenge":"c"}""", ("x", ""));

        Assert.Equal((405, "POST", 200), (get.StatusCode, get.Allow, post.StatusCode));
        var put = await app.SendAsync(new RedoxDestinationRequest { Method = "PUT", Header = _ => null });
        Assert.Equal((405, "POST"), (put.StatusCode, put.Allow));
        Assert.Contains("with 405: its method is PUT, and Redox sends POST.", app.Log, StringComparison.Ordinal);
        Assert.Contains("with 405: verifying the address by GET is turned off (AllowGetHandshake); verify it by POST.", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(Right, app.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, null, 401)]
    [InlineData(true, null, 200)]
    [InlineData(true, Right, 200)]
    [InlineData(true, "wrong", 401)]
    public async Task Behind_an_authorization_of_the_endpoint_a_token_need_not_be_given(bool isAuthorized, string? token, int status)
    {
        await using var app = new TestDestination(configure: options => options.TrustEndpointAuthorization = true);

        var reply = await app.SendAsync(new RedoxDestinationRequest
        {
            Method = "POST",
            Header = name => name switch { "Authorization" => "Bearer of-the-authorization", "Content-Type" => "application/json", _ => null },
            Body = new MemoryStream(Encoding.UTF8.GetBytes(token is null ? """{"challenge":"c"}""" : $$"""{"challenge":"c","verification-token":"{{token}}"}""")),
            IsAuthorized = isAuthorized,
        });

        Assert.Equal(status, reply.StatusCode);
    }

    private static RedoxDestinationRequest Post((string Name, string Value)? header, string? query, string body) => new()
    {
        Method = "POST",
        Header = TestDestination.Lookup([.. header is { } given ? [given] : Array.Empty<(string, string)>(), ("Content-Type", "application/json")]),
        Query = name => name == "verification-token" ? query : null,
        Body = new MemoryStream(Encoding.UTF8.GetBytes(body)),
    };
}
