using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Redox.Client.Testing;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>An application in the hands of the fake: verified, refused, asked, and told the same twice. By socket and by the handler of a test server.</summary>
public sealed class PushedMessageTests
{
    private readonly Clinic _clinic = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_handshakes_verify_the_application(bool inMemory)
    {
        await using var redox = Fake();
        await using var host = await StartAsync(inMemory);
        var destination = host.Connect(redox);

        Assert.True((await destination.VerifyAsync()).Accepted);
        Assert.True((await destination.VerifyAsync(HttpMethod.Get)).Accepted);
        destination.UseToken("wrong");
        Assert.Equal((false, 401), await destination.VerifyAsync() is var post ? (post.Accepted, post.Response.Status) : default);
        Assert.Equal((false, 401), await destination.VerifyAsync(HttpMethod.Get) is var get ? (get.Accepted, get.Response.Status) : default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrong_a_missing_and_an_empty_token_are_refused(bool inMemory)
    {
        await using var redox = Fake();
        await using var host = await StartAsync(inMemory);
        var destination = host.Connect(redox);
        foreach (var token in new[] { "wrong", "", null, TestHost.Token.ToUpperInvariant(), TestHost.Token + " x" })
        {
            destination.UseToken(token);
            Assert.Equal(401, (await destination.SendAsync(new SchedulingNew())).Status);
        }

        Assert.Empty(_clinic.Handled);
        destination.UseToken(TestHost.Token);
        Assert.Equal(200, (await destination.SendAsync(new SchedulingNew())).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_query_is_answered(bool inMemory)
    {
        await using var redox = Fake();
        await using var host = await StartAsync(inMemory);

        var answer = await host.Connect(redox).QueryAsync(new PatientSearchQuery { Patient = new() { Identifiers = [new() { ID = "7", IDType = "MR" }] } });

        Assert.Equal("7", Assert.Single(answer.Patient!.Identifiers).ID);
        var refused = await host.Connect(redox).SendAsync(new PatientSearchQuery());
        Assert.Equal((400, "Give an identifier."), (refused.Status, refused.At("Meta.Errors[0].Text")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_fails_comes_again_and_what_comes_again_is_handled_once(bool inMemory)
    {
        await using var redox = Fake();
        await using var host = await StartAsync(inMemory);
        var destination = host.Connect(redox);
        _clinic.IsDown = true;
        var first = destination.Enqueue(Appointment("1"));
        destination.Enqueue(Appointment("2"), PushFault.ResponseLost);
        destination.Enqueue(Appointment("3"), PushFault.Twice);
        destination.Enqueue(Appointment("4"), PushFault.Overtaken);
        destination.Subscription("Scheduling").EnqueueBytes("MSH|^~\\&"u8.ToArray());
        await RetryAsync(redox, destination, first, failures: 1);
        await WaitForFailureAsync(redox, first, failures: 2);
        _clinic.IsDown = false;
        await RetryAsync(redox, destination, first, failures: 2);
        await RetryAsync(redox, destination, redox.Push.Deliveries[1], failures: 1);

        await destination.WhenIdleAsync();
        await first.SendAgainAsync();

        Assert.Equal(["1", "2", "3", "Unreadable", "4"], _clinic.Handled);
        Assert.Equal([4, 2, 2, 1, 1], redox.Push.Deliveries.Select(delivery => delivery.Attempts.Count));
        Assert.Equal([500, 500, 200, 200], first.Attempts.Select(attempt => attempt.Status));
        await redox.VerifyAsync();
    }

    private static SchedulingNew Appointment(string number) => new() { Visit = new() { VisitNumber = number } };

    private static RedoxFake Fake() => RedoxFake.InMemory(options => options.TimeProvider = new RedoxClock(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)));

    private static async Task RetryAsync(RedoxFake redox, PushDestination destination, PushDelivery delivery, int failures)
    {
        await WaitForFailureAsync(redox, delivery, failures);
        redox.Clock.Advance(destination.Subscription("Scheduling").RetryAt!.Value - redox.Clock.GetUtcNow());
    }

    private static Task<PushDelivery> WaitForFailureAsync(RedoxFake redox, PushDelivery delivery, int failures) =>
        redox.Push.WaitForAsync(other => other == delivery && other.Attempts.Count == failures && other.Attempts[^1].CompletedAt is not null);

    private Task<TestHost> StartAsync(bool inMemory) => TestHost.StartAsync(
        destination => destination.AddHandler<SchedulingNew, Booking>().AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>().AddFallbackHandler<Keeping>().SkipDuplicates(),
        services: services => services.AddSingleton(_clinic),
        inMemory: inMemory);

    private sealed class Clinic
    {
        public volatile bool IsDown;

        public ConcurrentQueue<string> Handled { get; } = new();
    }

    private sealed class Booking(Clinic clinic) : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            if (clinic.IsDown)
            {
                throw new InvalidOperationException("The database is down.");
            }

            clinic.Handled.Enqueue(message.Visit?.VisitNumber ?? "");
            return Task.CompletedTask;
        }
    }

    private sealed class Searching : IRedoxQueryHandler<PatientSearchQuery, PatientSearchResponse>
    {
        public Task<PatientSearchResponse> HandleAsync(PatientSearchQuery query, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) =>
            query.Patient?.Identifiers is [var identifier, ..]
                ? Task.FromResult(new PatientSearchResponse { Patient = new() { Identifiers = [new() { ID = identifier.ID, IDType = identifier.IDType }] } })
                : throw new RedoxQueryRefusedException("Give an identifier.");
    }

    private sealed class Keeping(Clinic clinic) : IRedoxFallbackHandler
    {
        public Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            clinic.Handled.Enqueue($"{unhandled.Reason}");
            return Task.FromResult(RedoxFallbackResult.Accept);
        }
    }
}
