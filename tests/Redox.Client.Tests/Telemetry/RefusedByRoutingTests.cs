using System.Collections.Concurrent;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Telemetry;

/// <summary>A message that has nowhere to go is a failed call like any other: an operator sees it in the log, the traces and the metrics.</summary>
public sealed class RefusedByRoutingTests
{
    [Theory]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"}}""", nameof(RedoxValidationException), "(Meta.Destinations)")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":[{}]}}""", nameof(RedoxValidationException), "(Meta.Destinations[0])")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":7}}""", nameof(RedoxValidationException), "(Meta.Destinations)")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":[{"Name":"Nowhere"}]}}""", nameof(RedoxConfigurationException), "")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Source":"x"}}""", nameof(RedoxValidationException), "(Meta.Source)")]
    public async Task It_is_logged_traced_and_measured(string json, string exception, string places)
    {
        var host = $"{Guid.NewGuid():N}.example.com";
        var heard = new ConcurrentQueue<string>();
        using var listener = new TelemetryListener((kind, text) => heard.Enqueue($"{kind} {text}"));
        await using var app = new TestApp(gateway: new($"https://{host}"));

        var thrown = await Assert.ThrowsAnyAsync<RedoxException>(() => app.Client.WriteBackAsync((IRedoxEvent)RedoxJson.Parse(json)));

        Assert.Equal(exception, thrown.GetType().Name);
        var line = Assert.Single(app.Services.GetFakeLogCollector().GetSnapshot(), record => record.Id.Id == 3).Message;
        Assert.StartsWith("PatientAdmin.NewPatient failed", line, StringComparison.Ordinal);
        Assert.Contains(exception, line, StringComparison.Ordinal);
        Assert.Contains(places, line, StringComparison.Ordinal);
        string[] mine = [.. heard.Where(text => text.Contains(host, StringComparison.Ordinal))];
        Assert.Single(mine, text => text.StartsWith("trace Redox.Client write_back PatientAdmin.NewPatient", StringComparison.Ordinal) && text.Contains($"error.type=Redox.Client.{exception}", StringComparison.Ordinal));
        Assert.Single(mine, text => text.StartsWith("metric Redox.Client redox.client.call.duration", StringComparison.Ordinal) && text.Contains($"error.type=Redox.Client.{exception}", StringComparison.Ordinal));
        Assert.Empty(app.Messages);
    }
}
