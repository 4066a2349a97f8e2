using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

public sealed class AccessTokenTests
{
    [Fact]
    public async Task A_thousand_first_calls_at_once_make_one_token_request()
    {
        await using var app = new TestApp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Exchange.OnToken = async (_, _) =>
        {
            await release.Task;
            return Exchange.Token("shared");
        };

        var calls = Enumerable.Range(0, 1000).Select(_ => app.Client.SendAsync(TestApp.Appointment())).ToList();
        release.SetResult();
        await Task.WhenAll(calls);

        Assert.Single(app.Exchange.TokenRequests);
        Assert.Equal(1000, app.Exchange.Messages.Count);
        Assert.All(app.Exchange.Messages, message => Assert.Equal("Bearer shared", message.Authorization));
    }

    [Fact]
    public async Task One_token_serves_a_hundred_thousand_calls_of_its_life()
    {
        var network = new Counter();
        await using var app = new TestApp(options => options.RateLimit.Enabled = false, services =>
        {
            services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(() => network);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)); // It would all be kept.
        });
        var appointment = TestApp.Appointment();

        await Parallel.ForAsync(0, 100_000, async (_, cancellationToken) => await app.Client.SendAsync(appointment, cancellationToken));

        Assert.Equal(100_000, network.Calls);
        Assert.Single(app.Exchange.TokenRequests);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_fail_the_others()
    {
        await using var app = new TestApp();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Exchange.OnToken = async (_, cancellation) =>
        {
            asked.SetResult();
            await release.Task.WaitAsync(cancellation);
            return Exchange.Token("shared");
        };

        using var impatience = new CancellationTokenSource();
        var first = app.Client.SendAsync(TestApp.Appointment(), impatience.Token);
        await asked.Task;
        var second = app.Client.SendAsync(TestApp.Appointment());
        await impatience.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        await second;

        Assert.Equal(impatience.Token, cancelled.CancellationToken);
        Assert.Single(app.Exchange.TokenRequests);
        Assert.Single(app.Exchange.Messages);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_call_replayed_once()
    {
        await using var app = new TestApp();
        app.Exchange.Answer(() => Exchange.Text("Invalid token", "text/html", HttpStatusCode.Unauthorized), () => Exchange.Json(Exchange.Accepted));

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["Bearer token-1", "Bearer token-2"], app.Exchange.Messages.Select(message => message.Authorization));
        Assert.Equal(app.Exchange.Messages[0].Body, app.Exchange.Messages[1].Body);
        Assert.Equal(2, app.Exchange.TokenRequests.Count);
        Assert.Empty(app.Clock.Waits);
    }

    [Fact]
    public async Task A_second_refusal_ends_the_call()
    {
        await using var app = new TestApp();
        app.Exchange.Answer(() => Exchange.Text("Invalid token", "text/html", HttpStatusCode.Unauthorized));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.QueryAsync(TestApp.Search()));

        Assert.Equal(2, app.Exchange.Messages.Count);
        Assert.Equal(2, app.Exchange.TokenRequests.Count);
        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
        Assert.Equal(Delivery.Rejected, exception.Delivery);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task Tokens_that_worked_and_are_refused_are_renewed_each_time()
    {
        await using var app = new TestApp();
        app.Exchange.OnMessage = (number, _) => Task.FromResult(number % 2 == 0 ? Exchange.Text("", "text/plain", HttpStatusCode.Unauthorized) : Exchange.Json(Exchange.Accepted));

        for (var i = 0; i < 5; i++)
        {
            await app.Client.SendAsync(TestApp.Appointment());
        }

        Assert.Equal(5, app.Exchange.TokenRequests.Count);
    }

    [Fact]
    public async Task An_exchange_that_refuses_every_token_does_not_cause_a_storm_of_renewals()
    {
        await using var app = new TestApp();
        app.Exchange.Answer(() => Exchange.Text("", "text/plain", HttpStatusCode.Unauthorized));

        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        }

        Assert.Equal(2, app.Exchange.TokenRequests.Count);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        Assert.Equal(3, app.Exchange.TokenRequests.Count);
    }

    [Fact]
    public async Task A_burst_of_refusals_renews_once()
    {
        await using var app = new TestApp();
        var old = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Exchange.OnMessage = async (number, _) =>
        {
            if (number == 50)
            {
                old.SetResult();
            }

            if (number > 50)
            {
                return Exchange.Json(Exchange.Accepted);
            }

            await old.Task;
            return Exchange.Text("", "text/plain", HttpStatusCode.Unauthorized);
        };

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.Client.SendAsync(TestApp.Appointment())));

        Assert.Equal(2, app.Exchange.TokenRequests.Count);
        Assert.Equal(100, app.Exchange.Messages.Count);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_the_failure_is_not_remembered()
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (number, _) => Task.FromResult(number == 1
            ? Exchange.Json("""{"error":"invalid_request","error_description":"JWT header kid property is required","error_uri":"https://docs.redoxengine.com/permalink/1","trace":"CANARY"}""", HttpStatusCode.BadRequest)
            : Exchange.Token("second"));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Empty(app.Exchange.Messages);
        Assert.Equal(
            "Redox gave no access token (HTTP 400, invalid_request: JWT header kid property is required). The message was not sent. "
            + "Check Credentials (ClientId, KeyId, the private key) against the API key in the Redox dashboard.",
            exception.Message);
        Assert.Equal(("invalid_request", "JWT header kid property is required"), (exception.Error, exception.ErrorDescription));
        Assert.Equal("https://docs.redoxengine.com/permalink/1", exception.ErrorUri?.AbsoluteUri);
        Assert.Equal(Delivery.NotSent, exception.Delivery);

        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal("Bearer second", Assert.Single(app.Exchange.Messages).Authorization);
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
    public async Task An_answer_without_a_usable_token_is_an_error(string body)
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (_, _) => Task.FromResult(Exchange.Json(body));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Empty(app.Exchange.Messages);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token":"t"}""")]
    [InlineData("""{"access_token":"t","expires_in":null}""")]
    [InlineData("""{"access_token":"t","expires_in":"300"}""")]
    public async Task A_missing_or_quoted_lifetime_means_five_minutes(string body)
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (_, _) => Task.FromResult(Exchange.Json(body));

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromSeconds(239));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.Exchange.TokenRequests);

        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(2, app.Exchange.TokenRequests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_passing_failure_of_the_token_endpoint_is_overcome_with_a_fresh_assertion(HttpStatusCode status)
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (number, _) => Task.FromResult(number == 1 ? Exchange.Text("<html/>", "text/html", status) : Exchange.Token("second"));

        await app.Client.WriteBackAsync(TestApp.Appointment());

        Assert.Equal(2, app.Exchange.TokenRequests.Count);
        Assert.NotEqual(app.Exchange.TokenRequests[0].Body, app.Exchange.TokenRequests[1].Body);
        Assert.Single(app.Exchange.Messages);
    }

    [Fact]
    public async Task A_token_endpoint_that_never_answers_fails_the_call_as_not_sent()
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = async (_, cancellation) =>
        {
            ThreadPool.QueueUserWorkItem(_ => app.Clock.Advance(TimeSpan.FromSeconds(30)));
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new InvalidOperationException("unreachable");
        };

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Empty(app.Exchange.Messages);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.True(exception.IsTransient);
    }

    private sealed class Counter : HttpMessageHandler
    {
        private int _calls;

        public int Calls => _calls;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return Task.FromResult(Exchange.Json(Exchange.Accepted));
        }
    }
}
