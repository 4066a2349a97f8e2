using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Destinations with different settings for the memory that they share.</summary>
public sealed class OwnersOfMemoryTests
{
    private const int Small = 9_000_000;
    private const int Large = 36_000_000;
    private const int Bytes = 1_900_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20); // So that a test that fails ends.

    private readonly TaskCompletionSource _handlerMayEnd = new();

    [Fact]
    public async Task Destination_with_a_small_limit_is_open_while_another_holds_more()
    {
        await using var app = Application();
        var lab = app.Services.GetRequiredKeyedService<RedoxDestination>("lab");
        var first = Enumerable.Range(0, 8).Select(_ => PostAsync(lab)).ToList(); // 15 MB.
        Assert.Equal(8, app.Journal.Count);

        var other = PostAsync(app.Destination);

        Assert.Equal(9, app.Journal.Count);
        _handlerMayEnd.SetResult();
        Assert.All(await Task.WhenAll([.. first, other]).WaitAsync(Limit), reply => Assert.Equal(200, reply.StatusCode));
    }

    [Fact]
    public async Task Destination_keeps_to_its_own_limit_although_another_has_a_larger_one()
    {
        await using var app = Application();
        Assert.NotNull(app.Services.GetRequiredKeyedService<RedoxDestination>("lab"));

        var requests = Enumerable.Range(0, 8).Select(_ => PostAsync(app.Destination)).ToList();

        Assert.InRange(app.Journal.Count, 1, Small / Bytes);
        _handlerMayEnd.SetResult();
        Assert.All(await Task.WhenAll(requests).WaitAsync(Limit), reply => Assert.Equal(200, reply.StatusCode));
    }

    [Fact]
    public async Task All_destinations_together_keep_to_the_largest_limit()
    {
        await using var app = Application();
        var lab = app.Services.GetRequiredKeyedService<RedoxDestination>("lab");
        List<Task<RedoxDestinationResponse>> requests = [.. Enumerable.Range(0, 40).Select(_ => PostAsync(lab))];

        requests.AddRange(Enumerable.Range(0, 4).Select(_ => PostAsync(app.Destination)));

        Assert.InRange(app.Journal.Count, Large / 2 / Bytes, Large / Bytes);
        _handlerMayEnd.SetResult();
        Assert.All(await Task.WhenAll(requests).WaitAsync(Limit), reply => Assert.Equal(200, reply.StatusCode));
    }

    private TestDestination Application() => new(
        destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(),
        options => (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (2_000_000, 2_000, Small),
        services =>
        {
            services.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), (_, _) => _handlerMayEnd.Task));
            services.AddRedoxDestination("lab", options =>
            {
                options.VerificationTokens.Add(TestDestination.Token);
                (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (2_000_000, 2_000, Large);
            }).AddHandler<SchedulingNew, Noting<SchedulingNew>>();
        });

    private static Task<RedoxDestinationResponse> PostAsync(RedoxDestination destination) => destination.ReceiveAsync(new RedoxDestinationRequest
    {
        Method = "POST",
        Header = TestDestination.Lookup(("verification-token", TestDestination.Token), ("Content-Type", "application/json"), ("Content-Length", $"{Body.Length}")),
        Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Body)),
    });

    private static string Body { get; } = """{"Meta":{"DataModel":"Scheduling","EventType":"New"}}""".PadRight(Bytes);
}
