using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Wherever a sign-on handler sends the browser: the reply has an address that a header can carry, or it is a failure with its reason.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData("https://app.example/session?id=1&name=Jos%C3%A9", "https://app.example/session?id=1&name=Jos%C3%A9")]
    [InlineData("https://app.example/\u00e9", "https://app.example/%C3%A9")]
    [InlineData("https://app.example/s%20p?x=a%20b", "https://app.example/s%20p?x=a%20b")]
    [InlineData("https://app.example/s p?x=a b#c d", "https://app.example/s%20p?x=a%20b#c%20d")]
    [InlineData("https://app.example/?name=\ud83d\ude00", "https://app.example/?name=%F0%9F%98%80")]
    [InlineData("https://m\u00fcnchen.example/x", "https://xn--mnchen-3ya.example/x")]
    [InlineData("https://m\u00fcnchen.example:8443/\u00e9?\u00e9#\u00e9", "https://xn--mnchen-3ya.example:8443/%C3%A9?%C3%A9#%C3%A9")]
    [InlineData("https://[::1]:5001/x", "https://[::1]:5001/x")]
    [InlineData("clinicapp://session/\u00e9", "clinicapp://session/%C3%A9")]
    [InlineData("https://app.example/%0d%0aSet-Cookie:x", "https://app.example/%0d%0aSet-Cookie:x")]
    [InlineData("https://app.example/100%", "https://app.example/100%25")]
    public async Task An_absolute_address_is_escaped(string address, string location) => Assert.Equal(location, await LocationAsync(new Uri(address)));

    [Theory]
    [InlineData("/session/7", "/session/7")]
    [InlineData("/session/Jos\u00e9?x=a b", "/session/Jos%C3%A9?x=a%20b")]
    [InlineData("session/\u00e9", "session/%C3%A9")]
    [InlineData("../up?name=Jos%C3%A9", "../up?name=Jos%C3%A9")]
    [InlineData("?x=\u00e9", "?x=%C3%A9")]
    [InlineData("/a\r\nSet-Cookie: x", "/a%0D%0ASet-Cookie:%20x")]
    public async Task A_path_is_escaped_and_stays_a_path(string address, string location)
    {
        Assert.Equal(location, await LocationAsync(new Uri(address, UriKind.Relative)));
        Assert.Equal(location, await LocationAsync(new Uri(address, UriKind.RelativeOrAbsolute))); // For Unix, a path is then the name of a file.
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task No_address_is_a_failure_that_the_log_explains(string? address)
    {
        await using var app = App(address is null ? null : new Uri(address, UriKind.Relative));

        var reply = await SignOnAsync(app);

        Assert.Equal((500, RedoxDestinationOutcome.Failed, null), (reply.StatusCode, reply.Outcome, reply.Location));
        Assert.Contains("SSO.Sign-on (log unknown) was not answered: the response of its handler is not valid. the handler returned", app.Log, StringComparison.Ordinal);
    }

    private static async Task<string?> LocationAsync(Uri address)
    {
        await using var app = App(address);

        var reply = await SignOnAsync(app);

        Assert.Equal((302, RedoxDestinationOutcome.SignedOn), (reply.StatusCode, reply.Outcome));
        return reply.Location?.OriginalString;
    }

    private static Task<RedoxDestinationResponse> SignOnAsync(TestDestination app) =>
        app.PostAsync("""{"Meta":{"DataModel":"SSO","EventType":"Sign-on"}}""", ("Authorization", $"Bearer {SignOnToken.Of(app.Clock.GetUtcNow())}"));

    private static TestDestination App(Uri? address) => new(
        destination => destination.AddSignOnHandler<Leading>(), options => options.SsoSecrets.Add(SignOnToken.Secret), services => services.AddScoped(_ => new Leading(address!)));

    private sealed class Leading(Uri address) : IRedoxSignOnHandler
    {
        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult(address);
    }
}
