using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests.Authentication;

/// <summary>A client whose clock is wrong, before an exchange that refuses assertions from the future and from more than five minutes ago.</summary>
public sealed class ClockSkewTests
{
    [Theory]
    [InlineData(-300, 1)]
    [InlineData(-240, 1)]
    [InlineData(-60, 1)]
    [InlineData(0, 1)]
    [InlineData(12, 1)]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    [InlineData(60, 2)]
    [InlineData(240, 2)]
    [InlineData(600, 2)]
    [InlineData(3 * 3600, 2)]
    [InlineData(23 * 3600, 2)]
    [InlineData(-302, 2)]
    [InlineData(-360, 2)]
    [InlineData(-600, 2)]
    [InlineData(-3 * 3600, 2)]
    [InlineData(-23 * 3600, 2)]
    public async Task A_wrong_clock_costs_one_request_more_and_no_message(int secondsAhead, int requests)
    {
        await using var app = App(TimeSpan.FromSeconds(secondsAhead));

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(requests, app.TokenRequests.Count);
        Assert.Equal(requests, app.TokenRequests.Select(request => SentAssertion.Of(request).Id).Distinct().Count());
        Assert.Single(app.Messages);
    }

    [Theory]
    [InlineData(600, "00:10:00 ahead of Redox's")]
    [InlineData(-600, "00:10:00 behind Redox's")]
    public async Task The_difference_is_kept_logged_once_and_shown_by_the_health_check(int secondsAhead, string said)
    {
        await using var app = App(TimeSpan.FromSeconds(secondsAhead), services => services.AddHealthChecks().AddRedoxHealthCheck());

        for (var i = 0; i < 3; i++)
        {
            await app.Client.SendAsync(TestApp.Appointment());
            app.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(4, app.TokenRequests.Count);
        Assert.Equal(app.Clock.Time.GetUtcNow().AddMinutes(-5).AddSeconds(-10).UtcDateTime, SentAssertion.Of(app.TokenRequests[^1]).IssuedAt);
        Assert.Single(Lines(app, $"The clock of this machine is {said}. Assertions are dated by Redox's clock until it is right."));

        var entry = await CheckAsync(app);
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(TimeSpan.FromSeconds(-secondsAhead), entry.Data["clockDifference"]);
        Assert.Equal($"There is an access token. The clock of this machine is {said}: correct it.", entry.Description);
    }

    [Theory]
    [InlineData(600)] // Dated by what is kept, the next assertion is too old and refused.
    [InlineData(240)] // It is accepted, but the response shows that the difference is gone.
    [InlineData(-600)] // From the future.
    public async Task A_clock_that_is_set_right_is_believed_again(int secondsAhead)
    {
        await using var app = App(TimeSpan.FromSeconds(secondsAhead), services => services.AddHealthChecks().AddRedoxHealthCheck());
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Ahead = TimeSpan.Zero;
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(TimeSpan.Zero, (await CheckAsync(app)).Data["clockDifference"]);
        Assert.Single(Lines(app, "The clock of this machine agrees with Redox's again."));

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var before = app.TokenRequests.Count;
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(before + 1, app.TokenRequests.Count);
        Assert.Equal(app.Clock.GetUtcNow().AddSeconds(-10).UtcDateTime, SentAssertion.Of(app.TokenRequests[^1]).IssuedAt);
    }

    [Fact]
    public async Task A_signer_of_the_application_signs_once_more_like_a_key_of_ours()
    {
        await using var app = App(TimeSpan.FromHours(1), services =>
        {
            services.AddRedoxClient(_ => { }).UseAssertionSigner(new Signer());
            services.PostConfigure<RedoxClientOptions>(options => (options.Credentials.KeyId, options.Credentials.PrivateKey) = (null, null));
        });
        app.Redox.Auth.RegisterKey("of-the-signer", TestKeys.Ec);

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["of-the-signer", "of-the-signer"], app.TokenRequests.Select(request => SentAssertion.Of(request).Kid));
    }

    [Fact]
    public async Task Clock_correction_works_during_key_rotation()
    {
        await using var app = App(TimeSpan.FromHours(1), services => services.PostConfigure<RedoxClientOptions>(options =>
        {
            options.Credentials.KeyId = "new";
            options.Credentials.PreviousKey = new() { KeyId = "old", PrivateKey = TestKeys.Ec };
        }));
        app.Redox.Auth.RegisterKey("old", TestKeys.Ec);
        app.Redox.Requests.Allow(RequestProblemKind.KeyIdUnknown, RequestProblemKind.IssuedInFuture);

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["new", "old", "old"], app.TokenRequests.Select(request => SentAssertion.Of(request).Kid));
    }

    [Theory]
    [InlineData("Sun, 01 Mar 2026 13:00:00 GMT", 2)] // An hour ahead of both clocks.
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 2)]
    [InlineData("Sun, 01 Mar 2026 12:00:09 GMT", 1)] // Within what Redox allows anyway.
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 1)] // No assertion is made for a time far away.
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 1)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", 1)]
    [InlineData("yesterday", 1)]
    [InlineData("", 1)]
    [InlineData(null, 1)]
    public async Task Wrong_Date_changes_nothing(string? date, int requests)
    {
        await using var app = App(TimeSpan.Zero, services =>
        {
            services.AddHealthChecks().AddRedoxHealthCheck();
            TokenResponses.Become(services, response => Dated(response, date));
        });
        app.Redox.Faults.On(FakeRoute.Token).Then(Fault.InvalidRequest(), times: requests);

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(("invalid_request", ""), (exception.Error, exception.ErrorDescription));
        Assert.Equal(requests, app.TokenRequests.Select(request => SentAssertion.Of(request).Id).Distinct().Count());
        Assert.Equal(TimeSpan.Zero, (await CheckAsync(app)).Data["clockDifference"]);
        Assert.Empty(Lines(app, "The clock of this machine"));

        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(requests + 1, app.TokenRequests.Count);
        Assert.Equal(app.Clock.GetUtcNow().AddSeconds(-10).UtcDateTime, SentAssertion.Of(app.TokenRequests[^1]).IssuedAt);
    }

    [Fact]
    public async Task Slow_response_is_not_a_clock_difference()
    {
        SkippingClock clock = null!;
        await using var app = App(TimeSpan.Zero, services => TokenResponses.Become(services, response =>
        {
            clock.Advance(TimeSpan.FromSeconds(25)); // Its Date is from before.
            return response;
        }));
        clock = app.Clock;
        app.Redox.Faults.NextToken(Fault.InvalidRequest());

        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Single(app.TokenRequests);
    }

    [Theory]
    [InlineData(2 * 24 * 3600, "By the response's Date the clock of this machine is 2.00:00:00 ahead of Redox's: correct it.")]
    [InlineData(-40 * 24 * 3600, "By the response's Date the clock of this machine is 40.00:00:00 behind Redox's: correct it.")]
    [InlineData(-40 * 366 * 24 * 3600, "The response's Date and the clock of this machine are more than 40 year(s) apart: correct the clock; if it is right, a gateway or a proxy responds in Redox's place.")]
    [InlineData(0, "Check that BaseAddress is the host the key belongs to, and that the key is registered for the algorithm it signs with (RSA: RS384, EC: ES384).")]
    public async Task Refusal_without_a_reason_names_a_wrong_clock(int secondsAhead, string said)
    {
        await using var app = App(TimeSpan.FromSeconds(secondsAhead));
        app.Redox.Faults.NextToken(Fault.InvalidRequest());

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Single(app.TokenRequests);
        Assert.EndsWith($"{said} The message was not sent.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(secondsAhead != 0, exception.Message.Contains("clock", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(-25)]
    public async Task A_legacy_token_lives_by_the_clock_that_says_when_it_ends(int hoursAhead)
    {
        TestApp app = null!;
        app = new TestApp(options => options.Credentials = new() { ApiKey = app.Redox.Auth.LegacyApiKey, Secret = app.Redox.Auth.LegacySecret });
        await using var end = app;
        app.Clock.Ahead = TimeSpan.FromHours(hoursAhead);

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);

        app.Clock.Advance(TimeSpan.FromHours(0.1));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(2, app.TokenRequests.Count);
        Assert.Equal(3, app.Messages.Count); // None with a token that had expired.
    }

    [Fact]
    public async Task A_wrong_Date_does_not_move_a_correction_that_works()
    {
        string? date = null;
        await using var app = App(TimeSpan.FromMinutes(10), services =>
        {
            services.AddHealthChecks().AddRedoxHealthCheck();
            TokenResponses.Become(services, response => date is null ? response : Dated(response, date));
        });
        await app.Client.SendAsync(TestApp.Appointment());

        foreach (var hour in (int[])[9, 15])
        {
            date = $"Sun, 01 Mar 2026 {hour:00}:00:00 GMT";
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            await app.Client.SendAsync(TestApp.Appointment());
        }

        Assert.Equal(4, app.TokenRequests.Count);
        Assert.Equal(TimeSpan.FromMinutes(-10), (await CheckAsync(app)).Data["clockDifference"]);
    }

    private static TestApp App(TimeSpan ahead, Action<IServiceCollection>? services = null)
    {
        var app = new TestApp(services: services);
        app.Clock.Ahead = ahead;
        app.Redox.Requests.Allow(RequestProblemKind.IssuedInFuture, RequestProblemKind.IssuedTooLongAgo, RequestProblemKind.AssertionExpired);
        return app;
    }

    private static HttpResponseMessage Dated(HttpResponseMessage response, string? date)
    {
        response.Headers.Remove("Date");
        if (date is not null)
        {
            response.Headers.TryAddWithoutValidation("Date", date);
        }

        return response;
    }

    private static async Task<HealthReportEntry> CheckAsync(TestApp app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["redox"];

    private static IEnumerable<string> Lines(TestApp app, string text) => app.Log.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal));

    private sealed class Signer : IRedoxAssertionSigner
    {
        public string Algorithm => "ES384";

        public string KeyId => "of-the-signer";

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(TestKeys.Ec);
            return Task.FromResult(key.SignData(data.Span, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        }
    }
}
