using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Hosting;

/// <summary>A test that ends while a call waits ends promptly, whatever is disposed first and whether time passes or not.</summary>
public sealed class EndTests
{
    // A limit in real time for operations that end at once. Without it a failure would hang the run.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Parts = ["application", "tenant", "fake"];

    /// <summary>What a call may be waiting for.</summary>
    public enum Wait
    {
        Retry,
        Reply,
        Body,
        Turn,
        Token,
    }

    public static TheoryData<bool, bool, Wait, string> Ends
    {
        get
        {
            var ends = new TheoryData<bool, bool, Wait, string>();
            string[] orders = [.. from first in Parts from second in Parts where second != first select $"{first}, {second}, {Parts.Single(part => part != first && part != second)}"];
            foreach (var wait in Enum.GetValues<Wait>())
            {
                foreach (var order in orders)
                {
                    ends.Add(true, true, wait, order);
                    ends.Add(true, false, wait, order);
                    ends.Add(false, true, wait, order);
                    ends.Add(false, false, wait, order);
                }
            }

            return ends;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_waiting_call_does_not_delay_disposal(bool inMemory, bool isStopped, Wait wait, string order)
    {
        var redox = await StartAsync(inMemory, isStopped);
        var tenant = redox.CreateTenant();
        var host = Application(tenant, wait);
        var call = await WaitingCallAsync(host.Services, tenant, wait);

        foreach (var part in order.Split(", "))
        {
            await (part switch
            {
                "application" => Task.Run(host.Dispose),
                "tenant" => tenant.DisposeAsync().AsTask(),
                _ => redox.DisposeAsync().AsTask(),
            }).WaitAsync(Limit);
        }

        var failure = await Assert.ThrowsAnyAsync<RedoxException>(() => call.WaitAsync(Limit));

        // The client may not have read the fake's 429 yet.
        Assert.True(failure is RedoxUnavailableException || (wait == Wait.Retry && failure is RedoxRateLimitException), $"{failure}");
        Delivery[] expected = wait switch { Wait.Retry => [Delivery.Rejected, Delivery.Unknown], Wait.Reply or Wait.Body => [Delivery.Unknown], _ => [Delivery.NotSent] };
        Assert.Contains(failure.Delivery, expected);
    }

    [Theory]
    [InlineData(Wait.Reply, "Scheduling.New: the client is disposed, with the host or service provider that it belongs to. The message may have arrived: check Redox's logs before you send it again.")]
    [InlineData(Wait.Turn, "Scheduling.New: the client is disposed, with the host or service provider that it belongs to. The message was not sent.")]
    [InlineData(Wait.Token, "Scheduling.New: the client is disposed, with the host or service provider that it belongs to. The message was not sent.")]
    public async Task A_call_in_progress_reports_that_its_client_is_disposed(Wait wait, string message)
    {
        await using var redox = await StartAsync(inMemory: true, isStopped: true);
        var services = Application(redox, wait).Services;
        var call = await WaitingCallAsync(services, redox, wait);

        await ((IAsyncDisposable)services).DisposeAsync().AsTask().WaitAsync(Limit);

        var failure = await Assert.ThrowsAsync<RedoxUnavailableException>(() => call.WaitAsync(Limit));
        Assert.Equal((message, false), (failure.Message, failure.IsTransient));
    }

    [Fact]
    public async Task A_call_after_disposal_reports_that_its_client_is_disposed()
    {
        await using var redox = await StartAsync(inMemory: true, isStopped: true);
        var host = Application(redox, Wait.Reply);
        var client = host.Services.GetRequiredService<IRedoxClient>();
        host.Dispose();

        var failure = await Assert.ThrowsAsync<RedoxUnavailableException>(() => client.SendAsync(Appointment));

        Assert.Equal(Delivery.NotSent, failure.Delivery);
        Assert.Contains("the client is disposed", failure.Message, StringComparison.Ordinal);
        Assert.Empty(redox.Requests);
    }

    [Fact]
    public async Task A_cancelled_call_stays_cancelled_when_the_client_is_disposed()
    {
        await using var redox = await StartAsync(inMemory: true, isStopped: true);
        using var host = Application(redox, Wait.Reply);
        using var gaveUp = new CancellationTokenSource();
        redox.Faults.Next(Fault.NoResponse);
        var call = host.Services.GetRequiredService<IRedoxClient>().SendAsync(Appointment, gaveUp.Token);
        await redox.Requests.WaitForAsync(request => request.Accepted, Limit);

        await gaveUp.CancelAsync();
        host.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Limit));
    }

    [Fact]
    public async Task Disposing_a_scope_does_not_dispose_a_keyed_client()
    {
        await using var redox = await StartAsync(inMemory: true, isStopped: true);
        var services = new ServiceCollection();
        services.AddRedoxClient("clinic-b", _ => { });
        services.AddScoped(provider => provider.GetRequiredKeyedService<IRedoxClient>("clinic-b"));
        await using var provider = services.UseRedoxFake(redox).BuildServiceProvider();

        for (var i = 0; i < 2; i++)
        {
            await using var scope = provider.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IRedoxClient>().SendAsync(Appointment);
        }

        Assert.Equal(2, redox.Requests.ReceivedOf<SchedulingNew>().Count);
    }

    [Fact]
    public async Task An_application_that_never_answers_does_not_delay_disposal()
    {
        await using var redox = await StartAsync(inMemory: true, isStopped: true);
        var tenant = redox.CreateTenant();
        using var silent = new Silence();
        tenant.Push.To(silent, "/redox", "token").Enqueue(Appointment);
        await silent.Reached.WaitAsync(Limit);

        await tenant.DisposeAsync().AsTask().WaitAsync(Limit);
    }

    internal static async Task<RedoxFake> StartAsync(bool inMemory, bool isStopped)
    {
        void Configure(RedoxFakeOptions options) => options.TimeProvider = isStopped ? new RedoxClock(Start) : TimeProvider.System;
        return inMemory ? RedoxFake.InMemory(Configure) : await RedoxFake.StartAsync(Configure);
    }

    internal static IHost Application(RedoxTenant redox, Wait wait)
    {
        var application = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        application.Services.AddRedoxClient(options => options.RateLimit.PermitLimit = wait == Wait.Turn ? 1 : 1000);
        application.Services.UseRedoxFake(redox);
        return application.Build();
    }

    /// <summary>Starts a call and returns it once it waits.</summary>
    internal static async Task<Task<RedoxReceipt>> WaitingCallAsync(IServiceProvider services, RedoxTenant redox, Wait wait)
    {
        var client = services.GetRequiredService<IRedoxClient>();
        switch (wait)
        {
            case Wait.Retry:
                redox.Faults.Next(Fault.TooManyRequests(retryAfter: TimeSpan.FromSeconds(20)));
                break;
            case Wait.Reply:
                redox.Faults.Next(Fault.NoResponse);
                break;
            case Wait.Body:
                redox.Faults.Next(Fault.StalledBody);
                break;
            case Wait.Token:
                redox.Faults.NextToken(Fault.NoResponse);
                break;
            case Wait.Turn:
                await client.SendAsync(Appointment);
                break;
        }

        var call = client.SendAsync(Appointment, new RedoxCallOptions { Timeout = TimeSpan.FromDays(1) });
        await redox.Requests.WaitForAsync(request => wait == Wait.Token ? request.Path == "/v2/auth/token" : request.DataModel is not null && (request.Status is not null || wait == Wait.Reply), Limit);
        return call;
    }

    private static SchedulingNew Appointment { get; } = new()
    {
        Meta = new() { Destinations = [new() { ID = "22222222-2222-4222-8222-222222222222" }] },
        Patient = new() { Identifiers = [new() { ID = "0000000001", IDType = "MR" }] },
        Visit = new()
        {
            VisitNumber = "7",
            VisitDateTime = new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero),
            Duration = 30,
            Location = new() { Department = "3N" },
        },
    };

    /// <summary>An application that neither answers nor observes its token.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        private readonly TaskCompletionSource _reached = new();

        public Task Reached => _reached.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _reached.TrySetResult();
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}
