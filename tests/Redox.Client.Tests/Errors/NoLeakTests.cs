using System.Net;
using System.Text.Json;
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
    public void The_private_key_is_in_no_dump_of_the_options()
    {
        var options = new RedoxClientOptions { Credentials = new RedoxCredentials { PrivateKey = TestKeys.Rsa } };

        Assert.Equal("RedoxCredentials", options.Credentials.ToString());
        Assert.DoesNotContain("PRIVATE KEY", $"{options} {options.Credentials} {JsonSerializer.Serialize(options)}", StringComparison.Ordinal);
    }
}
