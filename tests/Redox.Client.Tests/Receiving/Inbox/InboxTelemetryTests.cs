using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>Traces and metrics of what happens behind an inbox, as OpenTelemetry collects them. The log ID tells those of a test apart.</summary>
public sealed class InboxTelemetryTests : IDisposable
{
    private readonly string _logId = $"{Guid.NewGuid()}";
    private readonly List<Activity> _activities = [];
    private readonly List<Metric> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;

    public InboxTelemetryTests()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddSource("Redox.Client").AddInMemoryExporter(_activities).Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter("Redox.Client").AddInMemoryExporter(_metrics).Build();
    }

    [Fact]
    public async Task Inbox_traces_and_measures_each_attempt()
    {
        var inbox = new TroubledInbox();
        var failures = 1;
        await using (var app = await InboxApplication.StartAsync(
            destination => destination.UseInbox(_ => inbox),
            (_, _) => failures-- > 0 ? throw new InvalidOperationException("CANARY") : Task.CompletedTask))
        {
            await app.PostAsync(_logId);
            await app.UntilAsync(() => inbox.Handled == 1, TimeSpan.FromSeconds(1));
        }

        _tracing.ForceFlush();
        _metering.ForceFlush();
        var mine = _activities.ToArray().Where(activity => Equals(activity.GetTagItem("redox.log_id"), _logId)).ToList();
        Assert.Equal(
            ["receive Scheduling.New Stored", "process Scheduling.New Failed", "process Scheduling.New Handled"],
            mine.OrderBy(activity => activity.StartTimeUtc).Select(activity => $"{activity.DisplayName} {activity.GetTagItem("redox.outcome")}"));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Unset], mine.OrderBy(activity => activity.StartTimeUtc).Select(activity => activity.Status));
        Assert.DoesNotContain("CANARY", string.Join(' ', mine.SelectMany(activity => activity.TagObjects)), StringComparison.Ordinal);
        Assert.Contains("Handled", Outcomes("redox.inbox.attempts"));
        Assert.Contains("Failed", Outcomes("redox.inbox.attempts"));
        Assert.Contains(_metrics, metric => metric is { Name: "redox.inbox.delay", Unit: "s" });
    }

    /// <summary>Each attempt, and none to the delivery that came again and was not stored.</summary>
    [Fact]
    public async Task An_attempt_is_linked_to_the_trace_in_which_its_message_was_stored()
    {
        var failures = 1;
        await using (var app = await InboxApplication.StartAsync(
            destination => destination.UseInbox(_ => new TroubledInbox()),
            (_, _) => failures-- > 0 ? throw new InvalidOperationException() : Task.CompletedTask))
        {
            await app.PostAsync(_logId);
            await app.UntilAsync(() => app.Journal.Count == 2, TimeSpan.FromSeconds(1));
        }

        _tracing.ForceFlush();
        var mine = _activities.ToArray().Where(activity => Equals(activity.GetTagItem("redox.log_id"), _logId)).ToList();
        var received = Assert.Single(mine, activity => activity.DisplayName == "receive Scheduling.New");
        var attempts = mine.Where(activity => activity.DisplayName == "process Scheduling.New").ToList();
        Assert.Equal(2, attempts.Count);
        Assert.All(attempts, attempt =>
        {
            Assert.NotEqual(received.TraceId, attempt.TraceId);
            Assert.Equal(received.Context, Assert.Single(attempt.Links).Context);
        });
        Assert.All(mine, activity => Assert.Equal("default", activity.GetTagItem("redox.destination")));
    }

    public void Dispose()
    {
        _tracing.Dispose();
        _metering.Dispose();
    }

    private List<string?> Outcomes(string metric)
    {
        var outcomes = new List<string?>();
        foreach (ref readonly var point in _metrics.Single(candidate => candidate.Name == metric).GetMetricPoints())
        {
            foreach (var tag in point.Tags)
            {
                if (tag.Key == "redox.outcome")
                {
                    outcomes.Add(tag.Value as string);
                }
            }
        }

        return outcomes;
    }
}
