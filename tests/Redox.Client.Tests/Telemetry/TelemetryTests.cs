using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Telemetry;

/// <summary>Traces and metrics as an application sees them that collects them with OpenTelemetry. Each test has a host name of its own, to tell its own apart.</summary>
public sealed class TelemetryTests : IAsyncDisposable
{
    private readonly string _host = $"{Guid.NewGuid():N}.example.com";
    private readonly List<Activity> _activities = [];
    private readonly List<Metric> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;
    private readonly TestApp _app;

    public TelemetryTests()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddSource("Redox.Client").AddInMemoryExporter(_activities).Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter("Redox.Client", "Polly").AddInMemoryExporter(_metrics).Build();
        _app = new TestApp(gateway: new($"https://{_host}"));
    }

    [Fact]
    public async Task A_call_is_one_client_activity_with_the_names_of_OpenTelemetry()
    {
        var receipt = await _app.Client.SendAsync(TestApp.Appointment());

        var activity = Mine();
        Assert.Equal(("send Scheduling.New", ActivityKind.Client, ActivityStatusCode.Unset), (activity.DisplayName, activity.Kind, activity.Status));
        Assert.Equal(
        [
            "http.request.method=POST", "http.response.status_code=200", "redox.data_model=Scheduling", "redox.event_type=New", $"redox.log_id={receipt.Logs[0].ID}",
            "redox.operation=send", $"server.address={_host}", "server.port=443",
        ],
        Tags(activity.TagObjects));
    }

    [Fact]
    public async Task A_failed_call_says_why_and_how_often_it_was_tried()
    {
        _app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.BadGateway);

        await Assert.ThrowsAsync<RedoxUnavailableException>(() => _app.Client.QueryAsync(TestApp.Search()));

        var activity = Mine();
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Empty(activity.Events);
        Assert.Equal(
        [
            "error.type=502", "http.request.method=POST", "http.request.resend_count=3", "http.response.status_code=502", "redox.data_model=PatientSearch",
            "redox.delivery=Unknown", "redox.event_type=Query", "redox.operation=query", $"server.address={_host}", "server.port=443",
        ],
        Tags(activity.TagObjects));
        Assert.True(Sum("redox.client.call.retries", "redox.event_type=Query", "error.type=502") >= 3);
    }

    [Fact]
    public async Task Failure_without_a_response_is_named_by_its_kind()
    {
        _app.Redox.Faults.Next(Fault.NotHttp("CANARY"));

        await Assert.ThrowsAsync<RedoxUnavailableException>(() => _app.Client.WriteBackAsync(TestApp.Appointment()));

        Assert.Equal("Redox.Client.RedoxUnavailableException", Mine().GetTagItem("error.type"));
        Assert.Equal("write_back Scheduling.New", Mine().DisplayName);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task Invalid_log_ID_is_not_shown(int status)
    {
        const string Shown = "33333333-3333-4333-8333-333333333333";
        _app.Redox.Faults.Next(Fault.Response(status, """{"Meta":{"DataModel":"Scheduling","Logs":[{"ID":"CANARY Niamh"},{"ID":7},{"ID":"33333333-3333-4333-8333-333333333333"}]}}"""));

        await Record.ExceptionAsync(() => _app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(Shown, Mine().GetTagItem("redox.log_id"));
    }

    [Theory]
    [InlineData(200, "0af7651916cd43dd8448eb211c80319c", true)]
    [InlineData(400, "33333333-3333-4333-8333-333333333333", true)]
    [InlineData(502, "1234567890123456789", true)]
    [InlineData(400, "CANARY-niamh-featherstone", false)]
    [InlineData(400, "4711", false)]
    [InlineData(400, "", false)]
    public async Task Trace_ID_of_a_response_is_in_trace_and_exception(int status, string header, bool isShown)
    {
        _app.Redox.Faults.Next(Fault.Response(status, """{"Meta":{"DataModel":"Scheduling"}}""", headers: [new("Redox-Trace-Id", header)]));

        var exception = await Record.ExceptionAsync(() => _app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(isShown ? header : null, Mine().GetTagItem("redox.trace_id"));
        Assert.Equal(isShown && status != 200 ? header : null, (exception as RedoxException)?.TraceId);
    }

    [Fact]
    public async Task A_response_that_cannot_be_read_has_its_trace_ID_in_the_exception()
    {
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";
        _app.Redox.Faults.Next(Fault.Response(200, "<html>", "text/html", headers: [new("Redox-Trace-Id", TraceId)]));

        Assert.Equal(TraceId, (await Assert.ThrowsAsync<RedoxUnavailableException>(() => _app.Client.SendAsync(TestApp.Appointment()))).TraceId);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task The_trace_ID_of_a_token_response_is_in_the_exception(int status)
    {
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";
        _app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.Response(status, "{}", headers: [new("Redox-Trace-Id", TraceId)]));

        Assert.Equal(TraceId, (await Assert.ThrowsAnyAsync<RedoxException>(() => _app.Client.SendAsync(TestApp.Appointment()))).TraceId);
    }

    /// <summary>Names of events that nobody has defined are free text: they neither multiply the series of a metric nor get into a log.</summary>
    [Fact]
    public async Task The_names_of_an_unknown_event_are_shown_nowhere()
    {
        var names = new Meta { DataModel = "CANARY Niamh", EventType = "Featherstone" };
        _app.Redox.Faults.On(FakeRoute.Messages).Then(Fault.Response(200, """{"Meta":{}}""")).Then(Fault.Response(400)).Then(Fault.TooManyRequests()).ThenAlways(Fault.Response(200, """{"Meta":{}}"""));
        var unknown = new UnknownMessage { Meta = names with { Destinations = [new() { ID = TestApp.HospitalId }] } };

        await _app.Client.SendAsync(unknown);
        var refused = await Assert.ThrowsAsync<RedoxRejectedException>(() => _app.Client.SendAsync(unknown));
        await _app.Client.SendAsync(unknown);

        _tracing.ForceFlush();
        var mine = _activities.Where(activity => (string?)activity.GetTagItem("server.address") == _host).ToList();
        Assert.All(mine, activity => Assert.Equal("send unknown", activity.DisplayName));
        Assert.Equal(3, Count("redox.client.call.duration", $"server.address={_host}", "redox.operation=send"));
        Assert.StartsWith("An unknown event: refused (HTTP 400", refused.Message, StringComparison.Ordinal);
        foreach (var shown in (string[])[refused.ToString(), _app.Log, .. mine.SelectMany(activity => Tags(activity.TagObjects)), .. Points("redox.client.call.duration", []).SelectMany(TagsOf)])
        {
            Assert.DoesNotContain("CANARY", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("Featherstone", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_event_that_the_models_know_has_its_name_whatever_type_it_is_sent_as()
    {
        _app.Redox.Faults.Next(Fault.Response(200, """{"Meta":{}}"""));

        await _app.Client.SendAsync(new UnknownMessage { Meta = new() { DataModel = "Scheduling", EventType = "New", Destinations = [new() { ID = TestApp.HospitalId }] } }, new RedoxCallOptions { Validate = false });

        Assert.Equal(("send Scheduling.New", "New"), (Mine().DisplayName, Mine().GetTagItem("redox.event_type")));
    }

    [Fact]
    public async Task A_cancelled_call_ends_its_activity()
    {
        using var cancellation = new CancellationTokenSource();
        _app.Redox.Faults.Next(Fault.NoResponse);

        var call = _app.Client.SendAsync(TestApp.Appointment(), cancellation.Token);
        await _app.ArrivedAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TestApp.Patience));

        Assert.EndsWith("CanceledException", (string?)Mine().GetTagItem("error.type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_activity_is_the_parent_and_stays_current()
    {
        using var listener = new ActivitySource(_host);
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(_host).Build();
        using var parent = listener.StartActivity("the caller's");

        await _app.Client.SendAsync(TestApp.Appointment());

        Assert.Same(parent, Activity.Current);
        Assert.Equal(parent!.SpanId, Mine().ParentSpanId);
    }

    [Fact]
    public async Task Duration_token_requests_and_waits_are_measured()
    {
        await using var limited = new TestApp(options => options.RateLimit.PermitLimit = 2, gateway: new($"https://{_host}"));
        await limited.Client.SendAsync(TestApp.Appointment());
        await Assert.ThrowsAsync<RedoxRateLimitException>(() => limited.Client.WriteBackAsync(TestApp.Appointment()));
        var waiting = limited.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromHours(1) });
        limited.Clock.Advance(TimeSpan.FromMinutes(5));
        await waiting.WaitAsync(TestApp.Patience);

        Assert.Equal(2, Count("redox.client.call.duration", $"server.address={_host}", "redox.operation=send", "http.response.status_code=200"));
        Assert.Equal(1, Count("redox.client.call.duration", $"server.address={_host}", "redox.operation=write_back", "error.type=Redox.Client.RedoxRateLimitException"));
        Assert.Equal(2, Sum("redox.client.token.requests", $"server.address={_host}", "http.response.status_code=200"));
        Assert.True(Count("redox.client.limiter.wait.duration", "redox.operation=send") >= 1);
        Assert.True(Sum("redox.client.limiter.refusals", "redox.operation=write_back") >= 1);
        Assert.Equal("s", _metrics.First(metric => metric.Name == "redox.client.call.duration").Unit);
    }

    [Fact]
    public async Task Pollys_metrics_are_there_though_its_log_is_off()
    {
        await _app.Client.SendAsync(TestApp.Appointment());

        Assert.True(Count("resilience.polly.pipeline.duration", $"pipeline.name={RedoxHttpClientNames.Api()}-redox") >= 1);
        Assert.True(Count("resilience.polly.strategy.attempt.duration", $"pipeline.name={RedoxHttpClientNames.Api()}-redox", "attempt.number=0") >= 1);
    }

    public ValueTask DisposeAsync()
    {
        _tracing.Dispose();
        _metering.Dispose();
        return _app.DisposeAsync();
    }

    private static IEnumerable<string> Tags(IEnumerable<KeyValuePair<string, object?>> tags) => tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal);

    private Activity Mine()
    {
        _tracing.ForceFlush();
        return Assert.Single(_activities.ToArray(), activity => (string?)activity.GetTagItem("server.address") == _host);
    }

    private static List<string> TagsOf(MetricPoint point)
    {
        var found = new List<string>();
        foreach (var tag in point.Tags)
        {
            found.Add($"{tag.Key}={tag.Value}");
        }

        return found;
    }

    private long Sum(string name, params string[] tags) => Points(name, tags).Sum(point => point.GetSumLong());

    private long Count(string name, params string[] tags) => Points(name, tags).Sum(point => point.GetHistogramCount());

    private List<MetricPoint> Points(string name, string[] tags)
    {
        _metrics.Clear();
        _metering.ForceFlush();
        var points = new List<MetricPoint>();
        foreach (var metric in _metrics.Where(metric => metric.Name == name))
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                if (tags.All(TagsOf(point).Contains))
                {
                    points.Add(point);
                }
            }
        }

        return points;
    }
}
