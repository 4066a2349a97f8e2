using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>The limit that the client keeps by itself, on a clock that stands still.</summary>
public sealed class RateLimitTests
{
    private static readonly RedoxCallOptions Patient = new() { Timeout = TimeSpan.FromHours(20) };
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_next_request_waits_until_the_oldest_is_a_window_old_and_not_longer()
    {
        await using var app = App(requests: 4); // The token request is one of them.
        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Client.SendAsync(TestApp.Appointment());
        await app.Client.SendAsync(TestApp.Appointment());

        var fourth = app.Client.SendAsync(TestApp.Appointment(), Patient);
        app.Clock.Advance(TimeSpan.FromMinutes(4) - TimeSpan.FromTicks(1));
        Assert.False(fourth.IsCompleted);
        Assert.Equal(3, app.Exchange.Messages.Count);

        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await fourth;
        Assert.Equal(4, app.Exchange.Messages.Count);
    }

    [Fact]
    public async Task Who_waits_is_served_in_the_order_of_arrival()
    {
        await using var app = App(requests: 1);
        var calls = Enumerable.Range(0, 5).Select(i => app.Client.SendAsync(TestApp.Appointment(new SystemReference { ID = $"d{i}" }), Patient)).ToList();

        foreach (var call in calls)
        {
            await call;
            app.Clock.Advance(Window);
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"d{i}"), app.Exchange.Messages.Select(message => message.Body.Split("\"ID\":\"")[1][..2]));
    }

    [Fact]
    public async Task A_turn_that_comes_too_late_for_the_call_is_refused_at_once_with_the_wait()
    {
        await using var app = App(requests: 2);
        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal((TimeSpan.FromMinutes(4), 2, Delivery.NotSent, true, null), (exception.RetryAfter!.Value, exception.Limit, exception.Delivery, exception.IsTransient, exception.StatusCode));
        Assert.Equal(
            "The limit of 2 requests in 00:05:00 is reached, and there is no room to wait: the next turn comes in about 240 seconds. Nothing was sent. "
            + "Send later or less at a time, allow the call more time (RedoxCallOptions.Timeout), or more calls to wait (RateLimit.QueueLimit).",
            exception.Message);
        Assert.Single(app.Exchange.Messages);

        app.Clock.Advance(TimeSpan.FromMinutes(4));
        await app.Client.SendAsync(TestApp.Appointment());
    }

    [Fact]
    public async Task A_full_queue_refuses_and_a_caller_that_gives_up_leaves_its_place()
    {
        await using var app = App(requests: 2, queue: 1);
        await app.Client.SendAsync(TestApp.Appointment());
        using var impatience = new CancellationTokenSource();

        var waiting = app.Client.SendAsync(TestApp.Appointment(), Patient, impatience.Token);
        await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment(), Patient));
        await impatience.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = app.Client.SendAsync(TestApp.Appointment(), Patient);
        app.Clock.Advance(Window);
        await next;

        Assert.Equal(impatience.Token, cancelled.CancellationToken);
        Assert.Equal(2, app.Exchange.Messages.Count);
    }

    [Fact]
    public async Task Repetitions_replays_and_token_requests_count()
    {
        await using var app = App(requests: 6);
        app.Exchange.Answer(
            () => Exchange.Text("", "text/plain", HttpStatusCode.Unauthorized),
            () => Exchange.Text("", "text/plain", HttpStatusCode.TooManyRequests),
            () => Exchange.Json(Exchange.Accepted));

        await app.Client.SendAsync(TestApp.Appointment()); // Two tokens, three messages.
        await app.Client.SendAsync(TestApp.Appointment());

        await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));
        Assert.Equal((2, 4), (app.Exchange.TokenRequests.Count, app.Exchange.Messages.Count));
    }

    [Fact]
    public async Task A_call_that_failed_before_it_left_takes_up_no_room()
    {
        await using var app = App(requests: 3);
        app.Exchange.OnToken = (number, _) => Task.FromResult(number == 1 ? Exchange.Json("{}", HttpStatusCode.BadRequest) : Exchange.Token("good"));

        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        app.Clock.Advance(TimeSpan.FromMinutes(1)); // Time for the token endpoint to be asked again.
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal((2, 1), (app.Exchange.TokenRequests.Count, app.Exchange.Messages.Count));
    }

    [Fact]
    public async Task Clients_of_one_address_share_the_limit_and_must_agree_on_it()
    {
        await using var app = App(requests: 3, services: services =>
        {
            Add(services, "same", 3, "https://API.redoxengine.com/");
            Add(services, "other", 3, "https://api.ca.redoxengine.com");
            Add(services, "different", 4, "https://api.redoxengine.com");
        });

        await app.Client.SendAsync(TestApp.Appointment());
        await app.Named("other").SendAsync(TestApp.Appointment());
        await Assert.ThrowsAsync<RedoxRateLimitException>(async () =>
        {
            await app.Named("same").SendAsync(TestApp.Appointment());
            await app.Named("same").SendAsync(TestApp.Appointment());
        });
        var exception = Assert.Throws<RedoxConfigurationException>(() => app.Named("different"));

        Assert.Equal(
            "RedoxClientOptions.RateLimit: differs from that of another client with the BaseAddress https://api.redoxengine.com. They share one limit: give both the same settings.",
            exception.Message);
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var app = App(requests: 1, enabled: false);

        for (var i = 0; i < 3; i++)
        {
            await app.Client.SendAsync(TestApp.Appointment());
        }

        Assert.Equal(3, app.Exchange.Messages.Count);
    }

    /// <summary>Never more than the limit in any window, from the moments the requests arrive at, however long they take and however they end.</summary>
    [Fact]
    public async Task However_calls_end_the_limit_holds()
    {
        const int limit = 50;
        await using var app = App(limit);
        var arrivals = new List<DateTimeOffset>();
        app.Exchange.OnToken = (_, _) => Task.FromResult(Exchange.Token("long-lived", life: 86_400));
        app.Exchange.OnMessage = (number, _) =>
        {
            lock (arrivals)
            {
                app.Clock.Advance(TimeSpan.FromSeconds(number % 3));
                arrivals.Add(app.Clock.GetUtcNow());
            }

            return (number % 3) switch
            {
                0 => throw new IOException("reset"),
                1 => Task.FromResult(Exchange.Text("", "text/plain", HttpStatusCode.BadRequest)),
                _ => Task.FromResult(Exchange.Json(Exchange.Accepted)),
            };
        };

        var calls = Enumerable.Range(0, 10 * limit).Select(_ => Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment(), Patient))).ToArray();
        foreach (var round in calls.Chunk(limit))
        {
            await Task.WhenAll(round);
            app.Clock.Advance(Window);
        }

        arrivals.Sort();
        Assert.Equal(10 * limit, arrivals.Count);
        Assert.All(Enumerable.Range(0, arrivals.Count - limit), i =>
            Assert.True(arrivals[i + limit] - arrivals[i] >= Window, $"requests {i} to {i + limit} within {arrivals[i + limit] - arrivals[i]}"));
    }

    private static TestApp App(int requests, int queue = 1000, bool enabled = true, Action<IServiceCollection>? services = null) => new(
        options => options.RateLimit = new RedoxRateLimitOptions { Requests = requests, QueueLimit = queue, Enabled = enabled },
        services);

    private static void Add(IServiceCollection services, string name, int requests, string address)
    {
        services.AddRedoxClient(name, options =>
        {
            options.BaseAddress = new Uri(address);
            options.Credentials = new RedoxCredentials { ClientId = "c", KeyId = "k", PrivateKey = TestKeys.Rsa };
            options.Destinations["General Hospital"] = TestApp.HospitalId;
            options.ValidateBeforeSending = false;
            options.RateLimit.Requests = requests;
        });
        services.AddHttpClient(RedoxHttpClientNames.Api(name)).ConfigurePrimaryHttpMessageHandler(() => new Exchange());
        services.AddHttpClient(RedoxHttpClientNames.Token(name)).ConfigurePrimaryHttpMessageHandler(() => new Exchange());
    }
}
