using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Tests.Sending;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>Whatever happens: no body, identifier, token or key in an exception or in a log, down to its most talkative level.</summary>
public sealed class NoLeakTests
{
    private const string Canary = "CANARY";

    public static TheoryData<string> Happenings =>
        ["accepted", "400", "401", "429", "500", "502", "refused connection", "broken connection", "protocol error", "token refused", "token page", "token broken"];

    [Theory]
    [MemberData(nameof(Happenings))]
    public async Task Nothing_leaks(string happening)
    {
        await using var app = new TestApp(options => options.Credentials.ClientId = "CANARY-client");
        app.Exchange.OnToken = (_, _) => happening switch
        {
            "token refused" => Task.FromResult(Exchange.Json("""{"error":"invalid_request","hint":"CANARY"}""", HttpStatusCode.BadRequest)),
            "token page" => Task.FromResult(Exchange.Text("<html>CANARY</html>", "text/html", HttpStatusCode.BadGateway)),
            "token broken" => throw new HttpRequestException(HttpRequestError.InvalidResponse, "invalid status line: CANARY"),
            _ => Task.FromResult(Exchange.Token("CANARY-token")),
        };
        app.Exchange.OnMessage = (_, _) => happening switch
        {
            "accepted" => Task.FromResult(Exchange.Json(Exchange.Accepted)),
            "refused connection" => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (api.redoxengine.com:443)"),
            "broken connection" => throw new IOException("while reading CANARY"),
            "protocol error" => throw new HttpRequestException(HttpRequestError.InvalidResponse, "invalid status line: CANARY", new IOException(Canary)),
            _ => Task.FromResult(Exchange.Text("<html>CANARY</html>", "text/html", (HttpStatusCode)int.Parse(happening, System.Globalization.CultureInfo.InvariantCulture))),
        };

        foreach (var call in Enum.GetValues<RetryTests.Call>())
        {
            var exception = await Record.ExceptionAsync(() => RetryTests.MakeAsync(app, call));
            Assert.Equal(happening == "accepted", exception is null);
            Assert.DoesNotContain(Canary, exception?.ToString() ?? "", StringComparison.Ordinal);
        }

        Assert.NotEmpty(app.Log);
        Assert.DoesNotContain(Canary, app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", app.Log, StringComparison.Ordinal); // how every JWT begins
        Assert.DoesNotContain("PRIVATE KEY", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_is_in_any_dump_of_the_options()
    {
        var options = new RedoxClientOptions
        {
            Credentials = new()
            {
                PrivateKey = "CANARY-key",
                PrivateKeyPassword = "CANARY-password",
                ApiKey = "CANARY-legacy",
                Secret = "CANARY-secret",
                PreviousKey = new() { PrivateKey = "CANARY-old-key", PrivateKeyPassword = "CANARY-old-password" },
            },
        };

        Assert.Equal("RedoxCredentials RedoxPrivateKey", $"{options.Credentials} {options.Credentials.PreviousKey}");
        Assert.DoesNotContain(Canary, $"{options} {JsonSerializer.Serialize(options)}", StringComparison.Ordinal);
        foreach (var type in new[] { typeof(RedoxCredentials), typeof(RedoxPrivateKey) })
        {
            var hidden = type.GetProperties()
                .Where(property => property.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State == DebuggerBrowsableState.Never)
                .Select(property => property.Name);
            Assert.Empty(type.GetProperties().Select(property => property.Name).Intersect(["PrivateKey", "PrivateKeyPassword", "ApiKey", "Secret"]).Except(hidden));
            Assert.Equal(type.Name, type.GetCustomAttribute<DebuggerDisplayAttribute>()?.Value);
        }
    }

    [Theory]
    [InlineData("PrivateKey")]
    [InlineData("PrivateKeyPath")]
    [InlineData("PrivateKeyPassword")]
    [InlineData("Secret")]
    public void No_secret_is_in_a_failure_of_validation(string setting)
    {
        var services = new ServiceCollection();
        services.AddRedoxClient(options => options.Credentials = setting switch
        {
            "PrivateKey" => new() { PrivateKey = "{\"kty\":\"CANARY\",\"d\":\"CANARY\"}" },
            "PrivateKeyPath" => new() { PrivateKeyPath = "-----BEGIN PRIVATE KEY----- CANARY" },
            "PrivateKeyPassword" => new() { PrivateKey = TestKeys.Text("rsa-2048.encrypted"), PrivateKeyPassword = "CANARY" },
            _ => new() { Secret = "CANARY", ClientId = "CANARY" },
        });
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<RedoxClientOptions>>().Value);

        Assert.DoesNotContain(Canary, exception.ToString(), StringComparison.Ordinal);
    }
}
