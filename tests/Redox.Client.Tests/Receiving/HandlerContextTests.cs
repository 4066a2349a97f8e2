using System.Text.Json;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>What a handler is given can be made in a unit test of it, without a server.</summary>
public sealed class HandlerContextTests
{
    [Fact]
    public void A_delivery_has_what_a_test_sets_and_harmless_defaults()
    {
        var nothing = new RedoxDeliveryContext();
        var all = new RedoxDeliveryContext
        {
            Destination = "lab",
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Body = "{}"u8.ToArray(),
            Logs = [new() { ID = "log-1", AttemptID = "attempt-1" }, new() { ID = "log-2" }],
            Issues = [new ReadIssue("Visit.Duration", "number", "string")],
            Deadline = DateTimeOffset.UnixEpoch.AddSeconds(110),
        };

        Assert.Equal(("", null, null, null, 0), (nothing.Destination, nothing.LogId, nothing.AttemptId, nothing.Deadline, nothing.Body.Length));
        Assert.Empty(nothing.LogIds);
        Assert.Empty(nothing.Issues);
        Assert.Equal(("lab", "log-1", "attempt-1", 2), (all.Destination, all.LogId, all.AttemptId, all.Body.Length));
        Assert.Equal(["log-1", "log-2"], all.LogIds);
        Assert.Equal(TimeSpan.FromSeconds(110), all.Deadline - all.ReceivedAt);
        Assert.Equal("RedoxDeliveryContext", $"{all}");
    }

    [Fact]
    public async Task A_fallback_can_be_asked_about_any_delivery()
    {
        var journal = new Journal();
        var unreadable = new RedoxUnhandledDelivery { Reason = RedoxUnhandledReason.Unreadable, Description = "The text is not UTF-8." };
        var foreign = new RedoxUnhandledDelivery { Reason = RedoxUnhandledReason.UnknownEvent, Message = new UnknownMessage() };
        var fallback = new NotingFallback(journal, RedoxFallbackResult.Accept);

        Assert.Equal(200, (await fallback.HandleAsync(unreadable, new RedoxDeliveryContext { Body = "x"u8.ToArray() })).StatusCode);
        await fallback.HandleAsync(foreign, new RedoxDeliveryContext());

        Assert.Equal(["Unreadable  x", "UnknownEvent UnknownMessage "], journal);
        Assert.Equal("Unreadable: The text is not UTF-8.", $"{unreadable}");
    }

    [Fact]
    public void A_token_can_be_made_of_claims()
    {
        var token = new RedoxSsoToken(JsonElement.Parse("""{"iss":"source","sub":"user","aud":"destination","iat":0,"exp":"60","npi":"1990000025"}"""));

        Assert.Equal(("source", "user", "destination", "1990000025"), (token.Issuer, token.Subject, token.Audience, token.Text("npi")));
        Assert.Equal(TimeSpan.FromMinutes(1), token.ExpiresAt - token.IssuedAt);
        Assert.Throws<ArgumentNullException>(() => token.Text(null!));
    }

    [Theory]
    [InlineData("[]", "The claims are not a JSON object in Unicode.")]
    [InlineData("""{"iss":"\ud800"}""", "The claims are not a JSON object in Unicode.")]
    [InlineData("""{"iss":"source","sub":"user"}""", "The token has no claim 'aud' that is text.")]
    [InlineData("""{"iss":"source","sub":"user","aud":"destination","iat":0,"exp":"soon"}""", "The token has no claim 'exp' that is a time.")]
    public void Token_without_its_claims_cannot_be_created(string claims, string reason)
    {
        Assert.StartsWith(reason, Assert.Throws<ArgumentException>(() => new RedoxSsoToken(JsonElement.Parse(claims))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RedoxSsoToken(default));
    }
}
