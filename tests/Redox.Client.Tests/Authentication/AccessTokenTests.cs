using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared;
using Shared.Clocks;

namespace Redox.Client.Tests.Authentication;

public sealed class AccessTokenTests
{
    [Fact]
    public async Task A_thousand_first_calls_at_once_make_one_token_request()
    {
        await using var app = new TestApp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Redox.Faults.NextToken(Fault.Held(release.Task));

        var calls = Enumerable.Range(0, 1000).Select(_ => app.Client.SendAsync(TestApp.Appointment())).ToList();
        release.SetResult();
        await Task.WhenAll(calls).WaitAsync(TestApp.Patience);

        Assert.Single(app.TokenRequests);
        Assert.Equal(1000, app.Messages.Count);
        Assert.All(app.Messages, message => Assert.Equal("Bearer CANARY-token-1", message.Authorization));
    }

    [Fact]
    public async Task One_token_serves_all_calls_of_its_life()
    {
        var count = TestSize.Of(quick: 2_000, middle: 10_000, full: 100_000);
        var clock = new SkippingClock();
        await using var redox = TestApp.Fake(clock, options => options.JournalCapacity = 10);
        await using var app = new TestApp(
            options => options.RateLimit.Enabled = false,
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)), // It would all be kept.
            redox,
            clock);
        var appointment = TestApp.Appointment();

        await Parallel.ForAsync(0, count, async (_, cancellationToken) => await app.Client.SendAsync(appointment, cancellationToken));

        // The journal has forgotten most of them, and counts on: each call and one request for a token.
        Assert.Equal(count + 1, app.Messages[^1].Number);
        Assert.Equal(count, redox.Data.AcceptedMessages.Single().Times);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_fail_the_others()
    {
        await using var app = new TestApp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Redox.Faults.NextToken(Fault.Held(release.Task));

        using var impatience = new CancellationTokenSource();
        var first = app.Client.SendAsync(TestApp.Appointment(), impatience.Token);
        await app.Redox.Requests.WaitForAsync(_ => true, TestApp.Patience);
        var second = app.Client.SendAsync(TestApp.Appointment());
        await impatience.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        await second.WaitAsync(TestApp.Patience);

        Assert.Equal(impatience.Token, cancelled.CancellationToken);
        Assert.Single(app.TokenRequests);
        Assert.Single(app.Messages);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_call_replayed_once()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.RevokedToken);

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["Bearer CANARY-token-1", "Bearer CANARY-token-2"], app.Messages.Select(message => message.Authorization));
        Assert.Equal(app.Messages[0].Text, app.Messages[1].Text);
        Assert.Equal(2, app.TokenRequests.Count);
        Assert.Empty(app.Clock.Waits);
    }

    [Fact]
    public async Task A_second_refusal_ends_the_call()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Unauthorized);

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.QueryAsync(TestApp.Search()));

        Assert.Equal(2, app.Messages.Count);
        Assert.Equal(2, app.TokenRequests.Count);
        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
        Assert.Equal(Delivery.Rejected, exception.Delivery);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task Tokens_that_worked_and_are_refused_are_renewed_each_time()
    {
        await using var app = new TestApp();

        for (var i = 0; i < 5; i++)
        {
            app.Redox.Auth.RevokeTokens();
            await app.Client.SendAsync(TestApp.Appointment());
        }

        // The first call needs a token, the others get theirs refused.
        Assert.Equal(5, app.TokenRequests.Count);
        Assert.Equal(9, app.Messages.Count);
    }

    [Fact]
    public async Task Refusing_every_token_causes_no_storm_of_renewals()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Unauthorized);

        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        }

        // The first call is replayed with a new token. There is no other for the rest, and the same one would be refused again.
        Assert.Equal(2, app.TokenRequests.Count);
        Assert.Equal(101, app.Messages.Count);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        Assert.Equal(3, app.TokenRequests.Count);
    }

    [Fact]
    public async Task A_burst_of_refusals_renews_once()
    {
        await using var app = new TestApp();
        var old = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Redox.Faults.On(FakeRoute.Messages).Then(Fault.Held(old.Task, Fault.Unauthorized), times: 50);

        var calls = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.Client.SendAsync(TestApp.Appointment())));
        await app.Redox.Requests.WaitForAsync(_ => app.Messages.Count == 50, TestApp.Patience);
        old.SetResult();
        await calls.WaitAsync(TestApp.Patience);

        Assert.Equal(2, app.TokenRequests.Count);
        Assert.Equal(100, app.Messages.Count);
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_token_and_the_failure_is_not_cached()
    {
        await using var app = new TestApp();
        app.Redox.Faults.NextToken(Fault.Response(
            400,
            """{"error":"invalid_request","error_description":"JWT header kid property is required","error_uri":"https://docs.redoxengine.com/permalink/1","trace":"CANARY"}"""));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Empty(app.Messages);
        Assert.Equal(
            "Scheduling.New: Redox gave no access token (HTTP 400, invalid_request: JWT header kid property is required). "
            + "Check Credentials (ClientId, KeyId, the private key) against the API key in the Redox dashboard. The message was not sent.",
            exception.Message);
        Assert.Equal(("invalid_request", "JWT header kid property is required"), (exception.Error, exception.ErrorDescription));
        Assert.Equal("https://docs.redoxengine.com/permalink/1", exception.ErrorUri?.AbsoluteUri);
        Assert.Equal(Delivery.NotSent, exception.Delivery);

        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal("Bearer CANARY-token-1", Assert.Single(app.Messages).Authorization);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>CANARY</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":7}""")]
    [InlineData("""{"access_token":"two words"}""")]
    [InlineData("""{"access_token":"line\r\nbreak"}""")]
    [InlineData("""{"access_token":"CANARY","expires_in":0}""")]
    public async Task Response_without_a_usable_token_is_an_error(string body)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.Response(200, body));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Empty(app.Messages);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token":"t"}""")]
    [InlineData("""{"access_token":"t","expires_in":null}""")]
    [InlineData("""{"access_token":"t","expires_in":"300"}""")]
    public async Task A_missing_or_quoted_lifetime_means_five_minutes(string body)
    {
        await using var app = AppWithTokensOf(body);

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromSeconds(239));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);

        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(2, app.TokenRequests.Count);
    }

    [Theory]
    [InlineData("""{"access_token":"t","expires_in":60.0}""")]
    [InlineData("""{"access_token":"t","expires_in":"60.0"}""")]
    [InlineData("""{"access_token":"t","expires_in":6e1}""")]
    public async Task A_lifetime_is_a_number_in_any_spelling(string body)
    {
        await using var app = AppWithTokensOf(body);

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(2, app.TokenRequests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Transient_token_failure_is_retried_with_a_fresh_assertion(HttpStatusCode status)
    {
        await using var app = new TestApp();
        app.Redox.Faults.NextToken(Fault.Response((int)status, "<html/>", "text/html"));

        await app.Client.WriteBackAsync(TestApp.Appointment());

        Assert.Equal(2, app.TokenRequests.Count);
        Assert.NotEqual(app.TokenRequests[0].Text, app.TokenRequests[1].Text);
        Assert.Single(app.Messages);
    }

    [Fact]
    public async Task A_call_whose_time_ends_without_a_token_says_that_it_was_not_sent()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Token).When(_ => ThreadPool.QueueUserWorkItem(_ => app.Clock.Advance(TimeSpan.FromSeconds(29)))).ThenAlways(Fault.NoResponse);

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(
            () => app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(29) }).WaitAsync(TestApp.Patience));

        Assert.Equal(
            "Scheduling.New: no attempt was made within 29 seconds: there was no access token. The message was not sent; try again later.",
            exception.Message);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task Silent_token_endpoint_fails_the_call_as_not_sent()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Token).When(_ => ThreadPool.QueueUserWorkItem(_ => app.Clock.Advance(TimeSpan.FromSeconds(30)))).ThenAlways(Fault.NoResponse);

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.SendAsync(TestApp.Appointment()).WaitAsync(TestApp.Patience));

        Assert.Empty(app.Messages);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.True(exception.IsTransient);
    }

    private static TestApp AppWithTokensOf(string body)
    {
        var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.Response(200, body));
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Meta":{"DataModel":"Scheduling","EventType":"New"}}""")); // It did not issue these tokens.
        return app;
    }
}
