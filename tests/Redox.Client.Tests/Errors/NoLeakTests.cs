using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Calls;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>
/// Every kind of call against everything that can happen to it. Nothing of a body, an identifier, a token, a key or an assertion is in an exception,
/// a log down to its most talkative level, a trace or a metric: not as it is, and not in Base64 or percent encoding.
/// </summary>
public sealed class NoLeakTests
{
    private const string Patient = "CANARY Niamh/Ó+Featherstone";
    private const string Token = "CANARY-token.eyJhbGciOiJub25lIn0";
    private const string Page = "<html>CANARY page</html>";

    private static readonly string[] Happenings =
    [
        "accepted", "400", "401", "408", "413", "429 after 7", "429 after 200", "500", "502 page", "503", "504", "302", "200 page", "200 cut off", "200 with errors",
        "no connection", "no name", "no TLS", "connect timeout", "reset", "broken connection", "broken body", "no answer", "protocol error",
        "token refused", "token page", "token broken", "token odd", "unknown destination", "invalid", "too large", "cancelled", "limited",
    ];

    public static TheoryData<string> Cases => [.. Happenings];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_leaks(string happening)
    {
        using var telemetry = new CapturedTelemetry();
        await using var app = new TestApp(options => Configure(options, happening));
        app.Redox.Requests.Allow(RequestProblemKind.MemberMalformed);
        app.Redox.Auth.UseTokenValues(_ => Token);

        var shown = new StringBuilder();
        using var cancellation = new CancellationTokenSource();
        foreach (var call in Enum.GetValues<RetryTests.Call>())
        {
            app.Redox.Faults.Clear();
            Script(app.Redox.Faults, happening, cancellation);
            var exception = await Record.ExceptionAsync(() => MakeAsync(app, call, happening, cancellation.Token));

            Assert.True(exception is null or RedoxException or OperationCanceledException, $"{exception?.GetType()}");
            Assert.Equal(happening == "accepted", exception is null);
            shown.AppendLine(exception?.ToString()).AppendLine(exception?.Data.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        shown.AppendLine(app.Log).AppendLine(telemetry.ToString());
        var secrets = app.TokenRequests.Select(request => request.Text).Append(Patient).Append(Token).Append(TestKeys.Rsa).Append(app.Redox.ClientId).Append("The fake closed").ToList();
        Assert.NotEmpty(app.Log + telemetry);
        AssertNothingOf(secrets, shown.ToString());
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
        Assert.DoesNotContain("CANARY", $"{options} {JsonSerializer.Serialize(options)}", StringComparison.Ordinal);
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

        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The search itself, so that an empty result means something.</summary>
    [Fact]
    public void A_leak_would_be_found_in_every_disguise()
    {
        string[] leaks =
        [
            Patient, Uri.EscapeDataString(Patient), WebUtility.UrlEncode(Patient), Convert.ToBase64String(Encoding.UTF8.GetBytes(Patient)),
            JsonSerializer.Serialize(Patient), "eyJhbGciOiJSUzM4NCJ9.e30.x", "-----BEGIN PRIVATE KEY-----",
        ];

        Assert.All(leaks, leak => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNothingOf([Patient], $"log: {leak} end")));
        AssertNothingOf([Patient], "Scheduling.New failed after 4 attempt(s)");
    }

    private static void AssertNothingOf(IEnumerable<string> secrets, string shown)
    {
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, shown, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Uri.EscapeDataString(secret), shown, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='), shown, StringComparison.Ordinal);
        }

        string[] marks = ["CANARY", Convert.ToBase64String("CANARY"u8), "eyJ", "PRIVATE KEY", "client_assertion", "Bearer ", TestKeys.Rsa.Split('\n')[1]];
        Assert.All(marks, mark => Assert.DoesNotContain(mark, shown, StringComparison.OrdinalIgnoreCase));
    }

    private static void Configure(RedoxClientOptions options, string happening)
    {
        options.ValidateBeforeSending = happening == "invalid";
        options.MaxMessageSize = happening == "too large" ? 10 : options.MaxMessageSize;
        options.RateLimit = happening == "limited" ? new RedoxRateLimitOptions { PermitLimit = 1, QueueLimit = 0 } : options.RateLimit;
        options.RateLimit.Enabled = happening is not "accepted";
    }

    private static void Script(RedoxFaults faults, string happening, CancellationTokenSource caller)
    {
        var fault = happening switch
        {
            "token refused" => Fault.Response(400, """{"error":"invalid_request","hint":"CANARY"}"""),
            "token page" => Fault.Response(502, Page, "text/html"),
            "token odd" => Fault.Response(200, $$"""{"access_token":"{{Token}} with a blank"}"""),
            "token broken" or "protocol error" or "cancelled" => Fault.NotHttp("CANARY"),
            "limited" => Fault.Response(429, Page, "text/html"),
            "accepted" or "unknown destination" or "invalid" or "too large" => null,
            _ => RetryTests.Failing(happening),
        };
        if (fault is not null)
        {
            faults.On(happening.StartsWith("token", StringComparison.Ordinal) ? FakeRoute.Token : FakeRoute.Messages)
                .When(_ => happening != "cancelled" || RetryTests.Now(caller.Cancel))
                .ThenAlways(fault);
        }
    }

    private static string Destination(string happening) => happening == "unknown destination" ? "St. Elsewhere" : "General Hospital";

    private static async Task MakeAsync(TestApp app, RetryTests.Call call, string happening, CancellationToken cancellationToken)
    {
        // With what a message read from a file may hold: unknown members, odd types, dates that are none.
        var patient = JsonSerializer.Serialize(Patient);
        var members = $$"""
            "Patient":{"Identifiers":[{"ID":{{patient}},"IDType":{"CANARY":1},"Extra":{{patient}}}],"Demographics":{"LastName":{{patient}},"DOB":"CANARY"},"Notes":["CANARY",7]}
            """;
        var visit = happening == "invalid" ? "" : ""","Visit":{"VisitNumber":"7","VisitDateTime":"2026-03-02T09:00:00.000Z","Duration":30,"Location":{"Department":"3N"}}""";
        var appointment = RedoxJson.Parse<SchedulingNew>("{\"Meta\":{}," + members + visit + "}").To(Destination(happening));
        var query = RedoxJson.Parse<PatientSearchQuery>("{\"Meta\":{}," + members + "}").To(Destination(happening));
        var options = new RedoxCallOptions { AcceptDuplicateDelivery = call == RetryTests.Call.SendWithConsent };
        Task made = call switch
        {
            RetryTests.Call.WriteBack => app.Client.WriteBackAsync(appointment, options, cancellationToken),
            RetryTests.Call.Query => app.Client.QueryAsync(query, options, cancellationToken),
            _ => app.Client.SendAsync(appointment, options, cancellationToken),
        };
        await RetryTests.WaitForAsync(app, made, happening);
    }
}
