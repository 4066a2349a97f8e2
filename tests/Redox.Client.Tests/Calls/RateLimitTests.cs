using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests.Calls;

/// <summary>The limit that the client keeps by itself, on a clock that stands still.</summary>
public sealed class RateLimitTests
{
    private static readonly RedoxCallOptions Patient = new() { Timeout = TimeSpan.FromHours(20) };
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly SkippingClock _clock = new();

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
        Assert.Equal(3, app.Messages.Count);

        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await fourth.WaitAsync(TestApp.Patience);
        Assert.Equal(4, app.Messages.Count);
    }

    [Fact]
    public async Task Who_waits_is_served_in_the_order_of_arrival()
    {
        await using var app = App(requests: 1);
        var calls = Enumerable.Range(0, 5).Select(i => app.Client.SendAsync(TestApp.Appointment(new SystemReference { ID = $"d{i}" }), Patient)).ToList();

        foreach (var call in calls)
        {
            await call.WaitAsync(TestApp.Patience);
            app.Clock.Advance(Window);
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"d{i}"), app.Messages.Select(message => message.Text.Split("\"ID\":\"")[1][..2]));
    }

    [Fact]
    public async Task Turn_too_late_for_the_call_is_refused_at_once()
    {
        await using var app = App(requests: 2);
        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal((TimeSpan.FromMinutes(4), 2, Delivery.NotSent, true, null), (exception.RetryAfter!.Value, exception.Limit, exception.Delivery, exception.IsTransient, exception.StatusCode));
        Assert.Equal(
            "Scheduling.New: The limit of 2 requests in 00:05:00 is reached, and the call cannot wait: the next turn comes in about 240 seconds. "
            + "Send fewer requests at a time, allow the call more time (RedoxCallOptions.Timeout), or more calls to wait (RateLimit.QueueLimit). The message was not sent; try again later.",
            exception.Message);
        Assert.Single(app.Messages);

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
        await next.WaitAsync(TestApp.Patience);

        Assert.Equal(impatience.Token, cancelled.CancellationToken);
        Assert.Equal(2, app.Messages.Count);
    }

    [Fact]
    public async Task Retries_replays_and_token_requests_count()
    {
        await using var app = App(requests: 6);
        app.Redox.Faults.Next(Fault.Unauthorized).Then(Fault.TooManyRequests());

        await app.Client.SendAsync(TestApp.Appointment()); // Two tokens, three messages.
        await app.Client.SendAsync(TestApp.Appointment());

        await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));
        Assert.Equal((2, 4), (app.TokenRequests.Count, app.Messages.Count));
    }

    [Fact]
    public async Task A_call_that_failed_before_it_left_takes_up_no_room()
    {
        await using var app = App(requests: 3);
        app.Redox.Faults.NextToken(Fault.Response(400, "{}"));

        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        app.Clock.Advance(TimeSpan.FromMinutes(1)); // Time for the token endpoint to be asked again.
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal((2, 1), (app.TokenRequests.Count, app.Messages.Count));
    }

    [Fact]
    public async Task Clients_of_one_address_share_the_limit_and_must_agree_on_it()
    {
        await using var elsewhere = await RedoxFake.StartAsync(options => options.TimeProvider = _clock.Time);
        await using var app = App(requests: 3, services: services =>
        {
            Add(services, "same", 3);
            Add(services, "other", 3);
            Add(services, "different", 4);
            services.PostConfigure<RedoxClientOptions>("same", options => options.BaseAddress = new Uri($"{options.BaseAddress}".ToUpperInvariant().TrimEnd('/')));
            services.UseRedoxFake("other", elsewhere);
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
            "RedoxClientOptions.RateLimit: differs from that of another client with the BaseAddress https://redox-fake.invalid. They share one limit: give both the same settings.",
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

        Assert.Equal(3, app.Messages.Count);
    }

    /// <summary>Never more than the limit in any window, from the moments the requests arrive at, however long they take and however they end.</summary>
    [Fact]
    public async Task However_calls_end_the_limit_holds()
    {
        const int limit = 50;
        await using var app = App(limit);
        app.Redox.Auth.TokenLifetime = TimeSpan.FromDays(1);
        app.Redox.Faults.On(FakeRoute.Messages).When(request => TakesTime(app, request.Number % 3)).ThenAlways(Fault.ResetAfterAcceptance);
        app.Redox.Faults.On(FakeRoute.Messages).When(request => request.Number % 3 == 1).ThenAlways(Fault.Response(400));

        // The request of the token counts too, in the window of the first call: it would be early or late among the rest.
        await Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment()));
        app.Clock.Advance(Window);

        var calls = Enumerable.Range(0, 10 * limit).Select(_ => Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment(), Patient))).ToArray();
        foreach (var round in calls.Chunk(limit))
        {
            await Task.WhenAll(round).WaitAsync(TestApp.Patience);
            app.Clock.Advance(Window);
        }

        var arrivals = app.Messages.Select(request => request.ReceivedAt).Order().ToList();
        Assert.Equal(1 + (10 * limit), arrivals.Count);
        Assert.All(Enumerable.Range(0, arrivals.Count - limit), i =>
            Assert.True(arrivals[i + limit] - arrivals[i] >= Window, $"requests {i} to {i + limit} within {arrivals[i + limit] - arrivals[i]}"));
    }

    // The limit has to hold though time passes while requests are under way.
    private static bool TakesTime(TestApp app, long seconds)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(seconds));
        return seconds == 0;
    }

    private TestApp App(int requests, int queue = 1000, bool enabled = true, Action<IServiceCollection>? services = null) => new(
        options => options.RateLimit = new RedoxRateLimitOptions { PermitLimit = requests, QueueLimit = queue, Enabled = enabled },
        services,
        clock: _clock);

    private static void Add(IServiceCollection services, string name, int requests) => services.AddRedoxClient(name, options =>
    {
        options.Destinations["General Hospital"] = TestApp.HospitalId;
        options.RateLimit.PermitLimit = requests;
    });
}
