using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>How much memory requests may take together, and what becomes of those that find none.</summary>
public sealed class MemoryTests
{
    private const int MaxBytes = 2_000_000;
    private const int MaxValues = 2_000;

    /// <summary>The least that settings allow: room for one message at its largest.</summary>
    private const int MaxMemory = (MaxBytes * 3) + (MaxValues * 600);

    private readonly TaskCompletionSource _handlerMayEnd = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task As_many_values_as_the_setting_says_are_read_and_not_one_more(int more)
    {
        await using var app = Application(destination => destination.AddHandler<Noting<IRedoxMessage>>());

        // Beside the notes: the object, Meta with two names, Patient, and the list.
        var reply = await app.PostAsync(Appointment($$"""{"Notes":[{{string.Join(',', Enumerable.Repeat("\"1,[{2\"", MaxValues - 6 + more))}}]}"""));

        Assert.Equal(more == 0 ? (200, RedoxDestinationOutcome.Handled) : (501, RedoxDestinationOutcome.Unhandled), (reply.StatusCode, reply.Outcome));
    }

    [Fact]
    public async Task A_message_with_too_many_values_goes_to_the_fallback_unread()
    {
        RedoxDeliveryContext? seen = null;
        await using var app = Application(
            destination => destination.AddHandler<Noting<IRedoxMessage>>().AddFallbackHandler<Keeping>(),
            services => services.AddSingleton(new Keeping((unhandled, delivery) =>
            {
                seen = delivery;
                Assert.Null(unhandled.Message);
                Assert.Equal((RedoxUnhandledReason.TooManyValues, "It has more than 2,000 values (MaxValues) and was not read."), (unhandled.Reason, unhandled.Description));
            })));

        var reply = await app.PostAsync(TooMuch());

        Assert.Equal((200, RedoxDestinationOutcome.FallbackAccepted), (reply.StatusCode, reply.Outcome));
        Assert.Equal(TestDestination.LogId, seen?.LogId);
        Assert.Empty(app.Journal);
    }

    [Fact]
    public async Task Unhandled_message_returns_501_and_the_log_says_why()
    {
        await using var app = Application(destination => destination.AddHandler<Noting<IRedoxMessage>>());

        var reply = await app.PostAsync(TooMuch());

        Assert.Equal(501, reply.StatusCode);
        Assert.Contains("The message has more values than this destination reads.", TestDestination.Text(reply), StringComparison.Ordinal);
        Assert.Contains($"Scheduling.New (log {TestDestination.LogId}) reached no handler (TooManyValues). It has more than 2,000 values (MaxValues)", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_without_room_waits_5_seconds_and_gets_503()
    {
        await using var app = Application(Slow);
        var first = app.PostAsync(Large());
        var second = app.PostAsync(Large());

        app.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(second.IsCompleted);
        app.Clock.Advance(TimeSpan.FromSeconds(0.1));

        var reply = await second;
        Assert.Equal((503, RedoxDestinationOutcome.Busy, TimeSpan.FromSeconds(5)), (reply.StatusCode, reply.Outcome, reply.RetryAfter));
        Assert.Contains("Postponed a request to the destination 'default' with 503: for 00:00:05 there was no room for it within MaxMemoryInFlight", app.Log, StringComparison.Ordinal);

        _handlerMayEnd.SetResult();
        Assert.Equal(200, (await first).StatusCode);
        Assert.Equal(200, (await app.PostAsync(Large())).StatusCode);
    }

    [Fact]
    public async Task Who_waits_gets_the_room_that_becomes_free()
    {
        await using var app = Application(Slow);
        var requests = Enumerable.Range(0, 4).Select(_ => app.PostAsync(Large())).ToList();
        Assert.Single(app.Journal);

        _handlerMayEnd.SetResult();

        Assert.All(await Task.WhenAll(requests), reply => Assert.Equal(200, reply.StatusCode));
    }

    [Fact]
    public async Task A_small_message_goes_past_large_ones_that_wait()
    {
        await using var app = Application(Slow);
        var large = new[] { app.PostAsync(Large()), app.PostAsync(Large()) };

        var small = app.PostAsync(TestDestination.Appointment());

        Assert.Equal(2, app.Journal.Count); // The first large one, and the small one.
        _handlerMayEnd.SetResult();
        Assert.All(await Task.WhenAll([.. large, small]), reply => Assert.Equal(200, reply.StatusCode));
    }

    [Fact]
    public async Task Sender_that_disconnects_while_waiting_leaks_no_memory()
    {
        await using var app = Application(Slow);
        using var leaving = new CancellationTokenSource();
        var first = app.PostAsync(Large());
        var second = app.SendAsync(Request(Large(), announced: true), leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _handlerMayEnd.SetResult();
        Assert.Equal(200, (await first).StatusCode);
        Assert.Equal(200, (await app.PostAsync(Large())).StatusCode);
    }

    [Fact]
    public async Task A_query_that_is_out_of_time_keeps_its_room_until_its_handler_has_ended()
    {
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = Application(
            destination => destination.AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>().AddHandler<Noting<IRedoxMessage>>(),
            services => services.AddScoped(_ => new Searching(async (_, _) =>
            {
                hasBegun.SetResult();
                await _handlerMayEnd.Task;
                return new PatientSearchResponse();
            })));
        var query = app.PostAsync(Padded("""{"Meta":{"DataModel":"PatientSearch","EventType":"Query"},"New":" """));
        await hasBegun.Task; // A query whose time is over before its handler begins keeps nothing.
        app.Clock.Advance(TimeSpan.FromSeconds(110));
        Assert.Equal(504, (await query).StatusCode);

        var waiting = app.PostAsync(Large());
        Assert.False(waiting.IsCompleted);
        _handlerMayEnd.SetResult();

        Assert.Equal(200, (await waiting).StatusCode);
    }

    [Fact]
    public async Task Server_gets_the_body_limit_before_reading()
    {
        await using var app = Application(destination => destination.AddHandler<Noting<IRedoxMessage>>());

        Assert.Equal(4096, await AllowedAsync(("verification-token", "wrong")));
        Assert.Equal(4096, await AllowedAsync());
        Assert.Equal(MaxBytes, await AllowedAsync(("verification-token", TestDestination.Token)));

        async Task<int> AllowedAsync(params (string Name, string Value)[] headers)
        {
            var (allowed, body) = (0, new MemoryStream(Encoding.UTF8.GetBytes(TestDestination.Appointment())));
            await app.SendAsync(new RedoxDestinationRequest
            {
                Method = "POST",
                Header = TestDestination.Lookup([.. headers, ("Content-Type", "application/json")]),
                Body = body,
                AllowBody = bytes => allowed = body.Position == 0 ? bytes : -1,
            });
            return allowed;
        }
    }

    private TestDestination Application(Action<RedoxDestinationBuilder> build, Action<IServiceCollection>? services = null) => new(
        build,
        options => (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (MaxBytes, MaxValues, MaxMemory),
        collection =>
        {
            collection.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), (_, _) => _handlerMayEnd.Task));
            services?.Invoke(collection);
        });

    private static void Slow(RedoxDestinationBuilder destination) => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>();

    private static string Appointment(string patient) => TestDestination.Appointment().Replace("""{"Notes":["CANARY"]}""", patient, StringComparison.Ordinal)
        .Replace($",\"Logs\":[{{\"ID\":\"{TestDestination.LogId}\",\"AttemptID\":\"attempt-1\"}}]", "", StringComparison.Ordinal);

    private static string TooMuch() => TestDestination.Appointment().Replace("\"CANARY\"", string.Join(',', Enumerable.Repeat("[]", MaxValues)), StringComparison.Ordinal);

    private static string Large() => Padded("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"New":" """);

    private static string Padded(string head) => head + new string('x', MaxBytes - 1_000) + "\"}";

    private static RedoxDestinationRequest Request(string body, bool announced) => new()
    {
        Method = "POST",
        Header = TestDestination.Lookup([("verification-token", TestDestination.Token), ("Content-Type", "application/json"), .. announced ? [("Content-Length", $"{body.Length}")] : Array.Empty<(string, string)>()]),
        Body = new MemoryStream(Encoding.UTF8.GetBytes(body)),
    };

    private sealed class Keeping(Action<RedoxUnhandledDelivery, RedoxDeliveryContext> keep) : IRedoxFallbackHandler
    {
        public Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            keep(unhandled, delivery);
            return Task.FromResult(RedoxFallbackResult.Accept);
        }
    }
}
