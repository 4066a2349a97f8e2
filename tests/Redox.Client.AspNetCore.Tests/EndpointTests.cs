using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>A destination in an application: addresses, statuses, bodies, and who is let in.</summary>
public sealed class EndpointTests
{
    private const string Appointment = """{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Notes":["CANARY"]}}""";

    [Theory]
    [InlineData(TestHost.Token, 200)]
    [InlineData("wrong", 401)]
    [InlineData("", 401)]
    [InlineData(null, 401)]
    public async Task The_token_decides(string? token, int status)
    {
        await using var host = await TestHost.StartAsync(destination => destination.AddHandler<SchedulingNew, Nothing>());

        using var response = await host.PostAsync(Appointment, token);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 401)
        {
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(401, (int)JObject.Parse(await response.Content.ReadAsStringAsync())["status"]!);
        }
        else
        {
            Assert.Equal((0, true), (response.Content.Headers.ContentLength, response.Headers.CacheControl?.NoStore));
        }
    }

    [Fact]
    public async Task Both_handshakes_are_answered()
    {
        await using var host = await TestHost.StartAsync();

        using var post = await host.PostAsync($$"""{"verification-token":"{{TestHost.Token}}","challenge":"c-1"}""", token: null);
        var get = await host.Http.GetStringAsync(new Uri($"/redox?challenge=c%2D2&verification-token={TestHost.Token}", UriKind.Relative));

        Assert.Equal(("""{"challenge":"c-1"}""", """{"challenge":"c-2"}"""), (await post.Content.ReadAsStringAsync(), get));
        Assert.Equal("application/json", post.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Several_destinations_have_their_own_tokens_and_handlers()
    {
        await using var host = await TestHost.StartAsync(
            destination => destination.AddHandler<SchedulingNew, Nothing>(),
            services: services => services.AddRedoxDestination("lab", options => options.VerificationTokens.Add("of-the-lab")),
            map: app =>
            {
                app.MapRedoxDestination("/redox");
                app.MapRedoxDestination("/lab", "lab");
            });

        async Task<int> Status(string path, string token)
        {
            using var response = await host.PostAsync(Appointment, token, path);
            return (int)response.StatusCode;
        }

        Assert.Equal(
            (200, 401, 501, 401),
            (await Status("/redox", TestHost.Token), await Status("/redox", "of-the-lab"), await Status("/lab", "of-the-lab"), await Status("/lab", TestHost.Token)));
    }

    [Fact]
    public async Task Other_methods_are_not_allowed()
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Http.DeleteAsync(new Uri("/redox", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
        Assert.Contains("Refused a request to the destination 'default' with 405: its method is DELETE, and Redox sends POST", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_registration_names_the_call_to_add()
    {
        var unnamed = WebApplication.CreateSlimBuilder().Build();
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.StartAsync(map: app => app.MapRedoxDestination("/lab", "lab")));

        Assert.Contains("""services.AddRedoxDestination("lab", ...)""", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("services.AddRedoxDestination(...)", Assert.Throws<InvalidOperationException>(() => unnamed.MapRedoxDestination("/redox")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_without_a_token_does_not_start() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => TestHost.StartAsync(configure: options => options.VerificationTokens.Clear()));

    [Theory]
    [InlineData("authorized", "RequireAuthorization", 200)]
    [InlineData("authorized", "policy", 200)]
    [InlineData(null, "RequireAuthorization", 401)]
    [InlineData("authorized", "nothing", 401)]
    [InlineData("authorized", "AllowAnonymous", 401)]
    public async Task Endpoint_without_a_token_accepts_only_authenticated_requests(string? bearer, string protection, int status)
    {
        await using var host = await TestHost.StartAsync(
            destination => destination.AddHandler<SchedulingNew, Nothing>(),
            options =>
            {
                options.VerificationTokens.Clear();
                options.TrustEndpointAuthorization = true;
            },
            services => services.AddAuthorization().AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestScheme>("test", null),
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                var endpoint = app.MapRedoxDestination("/redox");
                _ = protection switch
                {
                    "RequireAuthorization" => endpoint.RequireAuthorization(),
                    "policy" => endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser()),
                    "AllowAnonymous" => endpoint.RequireAuthorization().AllowAnonymous(),
                    _ => endpoint,
                };
            });
        using var request = TestHost.Post(Encoding.UTF8.GetBytes(Appointment), token: null);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    /// <summary>Kestrel's own limit is 30,000,000 bytes, and Redox delivers 40 MB.</summary>
    [Theory]
    [InlineData(50_331_648, 200, false)]
    [InlineData(50_331_649, 413, false)]
    [InlineData(50_331_648, 200, true)]
    [InlineData(50_331_649, 413, true)]
    public async Task A_message_may_have_48_MB_and_no_byte_more(int size, int status, bool isChunked)
    {
        await using var host = await TestHost.StartAsync(destination => destination.AddHandler<SchedulingNew, Nothing>());
        var body = new byte[size];
        body.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(Appointment).CopyTo(body, 0);
        using var request = TestHost.Post(body);
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task No_value_of_a_message_and_no_token_is_in_a_log_or_a_refusal()
    {
        await using var host = await TestHost.StartAsync(destination => destination.AddHandler<SchedulingNew, Failing>());
        string[] bodies =
        [
            Appointment, "CANARY", """{"Meta":{"DataModel":"CANARY","EventType":"CANARY"}}""", """{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"CANARY"}]}}""",
            """{"Meta":{"DataModel":"Scheduling","EventType":"New"},"CANARY":"CANARY","Visit":{"Duration":"CANARY"}}""", """{"verification-token":"CANARY","challenge":"CANARY"}""",
        ];
        var shown = new StringBuilder();
        foreach (var body in bodies)
        {
            foreach (var token in new[] { TestHost.Token, "CANARY", null })
            {
                using var response = await host.PostAsync(body, token);
                Assert.True((int)response.StatusCode >= 400);
                shown.AppendLine(await response.Content.ReadAsStringAsync());
            }
        }

        shown.AppendLine(host.Log);
        Assert.Contains("its handler Failing failed with InvalidOperationException", shown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", shown.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(TestHost.Token, shown.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Nothing : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    private sealed class Failing : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => throw new InvalidOperationException("CANARY");
    }

    private sealed class TestScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.Authorization == "Bearer authorized"
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([], "test")), "test"))
            : AuthenticateResult.NoResult());
    }
}
