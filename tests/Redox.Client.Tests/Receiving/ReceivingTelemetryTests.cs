using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Traces and metrics of a destination as OpenTelemetry collects them. Each test has a destination of its own name, to tell its own apart.</summary>
public sealed class ReceivingTelemetryTests : IAsyncDisposable
{
    private readonly string _name = $"{Guid.NewGuid():N}";
    private readonly List<Activity> _activities = [];
    private readonly List<Metric> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;
    private readonly ServiceProvider _services;

    public ReceivingTelemetryTests()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddSource("Redox.Client").AddInMemoryExporter(_activities).Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter("Redox.Client").AddInMemoryExporter(_metrics).Build();
        var services = new ServiceCollection();
        services.AddRedoxDestination(_name, options => options.VerificationTokens.Add("token")).AddHandler<SchedulingNew, Noting<SchedulingNew>>();
        _services = services.AddSingleton<Journal>().BuildServiceProvider();
    }

    [Fact]
    public async Task A_message_is_one_activity_with_its_event_log_ID_and_outcome()
    {
        await PostAsync(TestDestination.Appointment());

        var activity = Assert.Single(Mine());
        Assert.Equal(("receive Scheduling.New", ActivityKind.Consumer, ActivityStatusCode.Unset), (activity.DisplayName, activity.Kind, activity.Status));
        Assert.Equal(
        [
            "http.response.status_code=200", "redox.data_model=Scheduling", $"redox.destination={_name}", "redox.event_type=New", $"redox.log_id={TestDestination.LogId}",
            "redox.operation=receive", "redox.outcome=Handled",
        ],
        activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Unknown_names_and_foreign_log_IDs_are_not_logged()
    {
        await PostAsync("""{"Meta":{"DataModel":"CANARY","EventType":"CANARY","Logs":[{"ID":"CANARY"}]}}""");

        var activity = Assert.Single(Mine());
        Assert.Equal(("receive unknown", ActivityStatusCode.Error), (activity.DisplayName, activity.Status));
        Assert.DoesNotContain("CANARY", string.Join(' ', activity.TagObjects), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", string.Join(' ', Measured("redox.destination.request.duration")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_request_is_measured_by_its_outcome_and_every_oddity_is_counted()
    {
        await PostAsync(TestDestination.Appointment());
        await PostAsync("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"Duration":"30","VisitNumber":7}}""");
        await PostAsync(TestDestination.Appointment(), token: "wrong");

        Assert.Equal(
        [
            $"http.response.status_code=200 redox.data_model=Scheduling redox.destination={_name} redox.event_type=New redox.outcome=Handled: 2",
            $"http.response.status_code=401 redox.destination={_name} redox.outcome=Unverified: 1",
        ],
        Measured("redox.destination.request.duration"));
        Assert.Equal([$"redox.data_model=Scheduling redox.destination={_name} redox.event_type=New: 2"], Measured("redox.destination.read.issues"));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _tracing.Dispose();
        _metering.Dispose();
    }

    private Task<RedoxDestinationResponse> PostAsync(string body, string token = "token") => _services.GetRequiredKeyedService<RedoxDestination>(_name).ReceiveAsync(new RedoxDestinationRequest
    {
        Method = "POST",
        Header = TestDestination.Lookup(("verification-token", token), ("Content-Type", "application/json")),
        Body = new MemoryStream(Encoding.UTF8.GetBytes(body)),
    });

    private List<Activity> Mine()
    {
        _tracing.ForceFlush();
        return [.. _activities.Where(activity => Equals(activity.GetTagItem("redox.destination"), _name))];
    }

    private List<string> Measured(string name)
    {
        _metrics.Clear(); // Each flush exports everything once more.
        _metering.ForceFlush();
        var points = new List<string>();
        foreach (var metric in _metrics.Where(metric => metric.Name == name))
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var tags = new List<string>();
                foreach (var tag in point.Tags)
                {
                    tags.Add($"{tag.Key}={tag.Value}");
                }

                var text = string.Join(' ', tags.Order(StringComparer.Ordinal));
                if (text.Contains(_name, StringComparison.Ordinal))
                {
                    points.Add($"{text}: {(metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong())}");
                }
            }
        }

        return [.. points.Order(StringComparer.Ordinal)];
    }
}
