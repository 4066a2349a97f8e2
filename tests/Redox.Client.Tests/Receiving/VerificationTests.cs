using System.Text;
using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Who may deliver: the closed set of outcomes, the headers, both handshakes.</summary>
public sealed class VerificationTests
{
    [Theory]
    [InlineData("one", "one", RedoxVerificationOutcome.Valid)]
    [InlineData("one|two", "two", RedoxVerificationOutcome.Valid)]
    [InlineData("one|two", "one", RedoxVerificationOutcome.Valid)]
    [InlineData("one", "on", RedoxVerificationOutcome.Mismatch)]
    [InlineData("one", "ONE", RedoxVerificationOutcome.Mismatch)]
    [InlineData("one", "one ", RedoxVerificationOutcome.Mismatch)]
    [InlineData("one", "", RedoxVerificationOutcome.Missing)]
    [InlineData("one", null, RedoxVerificationOutcome.Missing)]
    [InlineData("", "", RedoxVerificationOutcome.NotConfigured)]
    [InlineData("", "one", RedoxVerificationOutcome.NotConfigured)]
    [InlineData(" |\t", " ", RedoxVerificationOutcome.NotConfigured)]
    [InlineData("|one", "", RedoxVerificationOutcome.Missing)]
    public void A_token_is_compared_with_every_valid_one(string valid, string? presented, RedoxVerificationOutcome outcome) =>
        Assert.Equal(outcome, RedoxVerification.Verify(valid.Split('|'), presented));

    [Theory]
    [InlineData("verification-token", TestDestination.Token, 200)]
    [InlineData("Verification-Token", TestDestination.Token, 200)]
    [InlineData("Authorization", "Bearer " + TestDestination.Token, 200)]
    [InlineData("Authorization", "bearer " + TestDestination.Token, 200)]
    [InlineData("Authorization", TestDestination.Token, 401)]
    [InlineData("Authorization", "Basic " + TestDestination.Token, 401)]
    [InlineData("verification-token", "another-token", 401)]
    [InlineData("verification-token", "", 401)]
    [InlineData("x-other", "", 401)]
    public async Task A_message_comes_with_the_token_in_a_header(string name, string value, int status)
    {
        await using var app = new TestDestination(destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>());

        var reply = await app.PostAsync(TestDestination.Appointment(), (name, value));

        Assert.Equal(status, reply.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, app.Journal.Count);
        Assert.Equal(status == 200 ? RedoxDestinationOutcome.Handled : RedoxDestinationOutcome.Unverified, reply.Outcome);
    }

    [Fact]
    public async Task Right_token_elsewhere_does_not_excuse_a_wrong_header()
    {
        await using var app = new TestDestination();
        var handshake = $$"""{"verification-token":"{{TestDestination.Token}}","challenge":"c"}""";

        var reply = await app.PostAsync(handshake, ("verification-token", "wrong"), ("Authorization", $"Bearer {TestDestination.Token}"));

        Assert.Equal(401, reply.StatusCode);
    }

    [Fact]
    public async Task Duplicate_header_is_reported()
    {
        await using var app = new TestDestination();

        await app.PostAsync(TestDestination.Appointment(), ("verification-token", $"{TestDestination.Token},{TestDestination.Token}"));
        Assert.Contains("is not one of the configured ones, and contains a comma, as when a header was sent more than once.", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(TestDestination.Token, app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_of_a_stranger_is_not_read()
    {
        await using var app = new TestDestination();
        var body = new MemoryStream(new byte[1_000_000]);

        var refused = await app.SendAsync(new RedoxDestinationRequest { Method = "POST", Header = TestDestination.Lookup(("verification-token", "wrong")), Body = body });
        Assert.Equal((401, 0), (refused.StatusCode, body.Position));

        var unproven = await app.SendAsync(new RedoxDestinationRequest { Method = "POST", Header = _ => null, Body = body });
        Assert.Equal(401, unproven.StatusCode);
        Assert.InRange(body.Position, 0, 5_000);
    }

    [Theory]
    [InlineData("""{"verification-token":"the-verification-token","challenge":"cc2f1bdf-4974"}""", 200)]
    [InlineData("""{"challenge":"cc2f1bdf-4974","other":{"a":[1]},"verification-token":"the-verification-token"}""", 200)]
    [InlineData("\uFEFF" + """{"verification-token":"the-verification-token","challenge":"cc2f1bdf-4974"}""", 200)]
    [InlineData("""{"verification-token":"wrong","challenge":"cc2f1bdf-4974"}""", 401)]
    [InlineData("""{"verification-token":"","challenge":"cc2f1bdf-4974"}""", 401)]
    [InlineData("""{"verification-token":null,"challenge":"cc2f1bdf-4974"}""", 401)]
    [InlineData("""{"verification-token":["the-verification-token"],"challenge":"cc2f1bdf-4974"}""", 401)]
    [InlineData("""{"verification-token":"the-verification-token","challenge":7}""", 401)]
    [InlineData("""{"verification-token":"the-verification-token"}""", 401)]
    [InlineData("""{"challenge":"cc2f1bdf-4974"}""", 401)]
    [InlineData("""{"verification-token":"\ud800","challenge":"\ud800","\ud800":1}""", 401)]
    [InlineData("""[{"verification-token":"the-verification-token","challenge":"c"}]""", 401)]
    [InlineData("{", 401)]
    [InlineData("", 401)]
    public async Task The_address_is_verified_by_POST(string body, int status)
    {
        await using var app = new TestDestination();

        var reply = await app.PostAsync(body, ("application-name", "RedoxEngine"));

        Assert.Equal(status, reply.StatusCode);
        if (status == 200)
        {
            Assert.Equal("""{"challenge":"cc2f1bdf-4974"}""", TestDestination.Text(reply));
            Assert.Equal(("application/json", RedoxDestinationOutcome.HandshakeConfirmed), (reply.ContentType, reply.Outcome));
        }
    }

    [Fact]
    public async Task Address_is_verified_by_POST_with_a_bearer_token_too()
    {
        await using var app = new TestDestination();

        var reply = await app.PostAsync("""{"verification-token":"the-verification-token","challenge":"c"}""", ("Authorization", $"Bearer {TestDestination.Token}"));

        Assert.Equal(RedoxDestinationOutcome.HandshakeConfirmed, reply.Outcome);
    }

    [Theory]
    [InlineData(TestDestination.Token, "a \"challenge\" </script>", 200)]
    [InlineData("wrong", "c", 401)]
    [InlineData("", "c", 401)]
    [InlineData(TestDestination.Token, "", 400)]
    public async Task The_address_is_verified_by_GET(string token, string challenge, int status)
    {
        await using var app = new TestDestination();

        var reply = await app.GetAsync(("challenge", challenge), ("verification-token", token));

        Assert.Equal(status, reply.StatusCode);
        if (status == 200)
        {
            Assert.Equal(challenge, (string?)JObject.Parse(TestDestination.Text(reply))["challenge"]);
        }
    }

    [Fact]
    public async Task An_older_GET_has_the_token_in_its_header()
    {
        await using var app = new TestDestination();

        var reply = await app.SendAsync(new RedoxDestinationRequest
        {
            Method = "GET",
            Header = TestDestination.Lookup(("verification-token", TestDestination.Token)),
            Query = TestDestination.Lookup(("challenge", "c")),
        });

        Assert.Equal(200, reply.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("post")]
    public async Task Other_methods_are_refused(string method)
    {
        await using var app = new TestDestination();

        Assert.Equal(405, (await app.SendAsync(new RedoxDestinationRequest { Method = method, Header = _ => null })).StatusCode);
    }

    [Theory]
    [InlineData("application/json", null, 200)]
    [InlineData("Application/JSON; charset=UTF-8", "identity", 200)]
    [InlineData("application/json;charset=\"utf-8\"; v=1", null, 200)]
    [InlineData("application/vnd.redox+json", null, 200)]
    [InlineData(null, null, 415)]
    [InlineData("", null, 415)]
    [InlineData("text/plain", null, 415)]
    [InlineData("application/json; charset=iso-8859-1", null, 415)]
    [InlineData("application/json; charset=utf-16", null, 415)]
    [InlineData("application/json", "gzip", 415)]
    [InlineData("application/json", "br, gzip", 415)]
    [InlineData("application/json; charset = latin1", null, 415)]
    [InlineData("application/json; charset = utf-8", null, 200)]
    [InlineData("application/json; charset", null, 415)]
    [InlineData("application/json", "Identity", 200)]
    public async Task Only_plain_JSON_in_UTF_8_is_read(string? contentType, string? encoding, int status)
    {
        await using var app = new TestDestination(destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>());
        var body = new MemoryStream(Encoding.UTF8.GetBytes(TestDestination.Appointment()));

        var reply = await app.SendAsync(new RedoxDestinationRequest
        {
            Method = "POST",
            Header = name => name switch { "verification-token" => TestDestination.Token, "Content-Type" => contentType, "Content-Encoding" => encoding, _ => null },
            Body = body,
        });

        Assert.Equal(status, reply.StatusCode);
        Assert.Equal(status == 200, body.Position > 0);
    }

    [Theory]
    [InlineData(false, false, null, 401)]
    [InlineData(false, true, null, 401)]
    [InlineData(true, false, null, 401)]
    [InlineData(true, false, TestDestination.Token, 401)]
    [InlineData(true, true, null, 200)]
    [InlineData(true, true, TestDestination.Token, 200)]
    [InlineData(true, true, "wrong", 401)]
    public async Task Authorization_by_the_server_counts_only_where_it_is_trusted(bool trusts, bool isAuthorized, string? token, int status)
    {
        await using var app = new TestDestination(destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(), options => options.TrustEndpointAuthorization = trusts);

        var reply = await app.SendAsync(new RedoxDestinationRequest
        {
            Method = "POST",
            Header = name => name switch { "verification-token" => token, "Content-Type" => "application/json", _ => null },
            Body = new MemoryStream(Encoding.UTF8.GetBytes(TestDestination.Appointment())),
            IsAuthorized = isAuthorized,
        });

        Assert.Equal(status, reply.StatusCode);
    }

    [Theory]
    [InlineData(100, 100, 200)]
    [InlineData(100, 101, 413)]
    [InlineData(40_000, 40_000, 200)]
    [InlineData(40_000, 40_001, 413)]
    [InlineData(65_536, 9_000_000, 413)]
    public async Task A_body_is_read_up_to_the_limit_whatever_its_sender_announces(int limit, int size, int status)
    {
        await using var app = new TestDestination(destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(), options => options.MaxBodySize = limit);
        var body = new MemoryStream(Encoding.UTF8.GetBytes(TestDestination.Appointment(null).PadRight(size)));

        var reply = await app.PostAsync(body.ToArray(), ("verification-token", TestDestination.Token), ("Content-Length", "1"));

        Assert.Equal(status, reply.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_announced_as_too_large_is_not_read_at_all()
    {
        await using var app = new TestDestination(configure: options => options.MaxBodySize = 1000);
        var body = new MemoryStream(new byte[10]);

        var reply = await app.SendAsync(new RedoxDestinationRequest
        {
            Method = "POST",
            Header = TestDestination.Lookup(("verification-token", TestDestination.Token), ("Content-Type", "application/json"), ("Content-Length", "1001")),
            Body = body,
        });

        Assert.Equal((413, 0), (reply.StatusCode, body.Position));
    }
}
