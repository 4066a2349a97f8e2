using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>Sign-ons over HTTP: any address that a handler returns, and any token that a stranger sends.</summary>
public sealed class SignOnEndpointTests
{
    private const string SignOn = """{"Meta":{"DataModel":"SSO","EventType":"Sign-on"}}""";

    [Theory]
    [InlineData("https://app.example/session?id=1&name=Jos%C3%A9", "https://app.example/session?id=1&name=Jos%C3%A9")]
    [InlineData("https://app.example/\u00e9", "https://app.example/%C3%A9")]
    [InlineData("https://m\u00fcnchen.example/x", "https://xn--mnchen-3ya.example/x")]
    [InlineData("https://app.example/s%20p?x=a%20b", "https://app.example/s%20p?x=a%20b")]
    [InlineData("/session/Jos\u00e9 Mar\u00eda", "/session/Jos%C3%A9%20Mar%C3%ADa")]
    public async Task The_browser_is_sent_wherever_the_handler_says(string address, string location)
    {
        await using var host = await TestHost.StartAsync(
            destination => destination.AddSignOnHandler<Leading>(),
            options => options.SsoSecrets.Add(HandMadeToken.Secret),
            services => services.AddScoped(_ => new Leading(new Uri(address, UriKind.RelativeOrAbsolute))));
        using var connection = await host.ConnectAsync();

        await connection.WriteAsync(
            $"POST /redox HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {HandMadeToken.Of(DateTimeOffset.UtcNow)}\r\nContent-Type: application/json\r\nContent-Length: {SignOn.Length}\r\nConnection: close\r\n\r\n{SignOn}");

        var answer = await connection.TextAsync();
        Assert.StartsWith("HTTP/1.1 302 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {location}\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"alg":"\ud800"}""", "{}")]
    [InlineData("""{"alg":"HS256","crit\udc00":1}""", "{}")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"\ud800"}""")]
    public async Task No_token_makes_the_server_fail(string header, string claims)
    {
        await using var host = await TestHost.StartAsync(destination => destination.AddSignOnHandler<Leading>(), options => options.SsoSecrets.Add(HandMadeToken.Secret));
        using var request = TestHost.Post(Encoding.UTF8.GetBytes(SignOn), token: null);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.eA");

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("Refused a request to the destination 'default': its SSO token is not a JWT", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("unhandled exception", host.Log, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Leading(Uri address) : IRedoxSignOnHandler
    {
        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult(address);
    }
}
