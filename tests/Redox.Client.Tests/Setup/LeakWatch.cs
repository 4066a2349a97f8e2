using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Redox.Client.Testing;

namespace Redox.Client.Tests.Setup;

/// <summary>
/// Watches the whole test run, from the loading of this assembly on: every trace and metric of the process, every log of a <see cref="TestApp"/>, and
/// every exception of ours at the moment it is thrown, caught or not. Secret and personal values of the tests say CANARY, so that one is known when seen.
/// </summary>
internal static class LeakWatch
{
    private static readonly string[] Marks = ["CANARY", Convert.ToBase64String("CANARY"u8), "eyJhbGciOiJ", TestKeys.Rsa.Split('\n')[1]];
    private static readonly ConcurrentQueue<string> FoundLeaks = new();
    private static readonly ConcurrentDictionary<string, long> Kinds = new(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Leaks => FoundLeaks;

    /// <summary>How many pieces of each kind were looked at.</summary>
    public static IReadOnlyDictionary<string, long> Seen => Kinds;

    public static ILoggerProvider Logs { get; } = new WatchedLogs();

    [ModuleInitializer]
    internal static void Begin()
    {
        AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => Look(thrown.Exception);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = static activity => Look("trace", CapturedTelemetry.Text(activity)),
        });
        var meters = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>(static (instrument, _, tags, _) => Look("metric", CapturedTelemetry.Text(instrument, tags)));
        meters.SetMeasurementEventCallback<int>(static (instrument, _, tags, _) => Look("metric", CapturedTelemetry.Text(instrument, tags)));
        meters.SetMeasurementEventCallback<double>(static (instrument, _, tags, _) => Look("metric", CapturedTelemetry.Text(instrument, tags)));
        meters.Start();
    }

    internal static bool IsLeak(string shown) => Array.Exists(Marks, mark => shown.Contains(mark, StringComparison.OrdinalIgnoreCase));

    private static void Look(Exception exception)
    {
        if (exception is RedoxVerificationException)
        {
            return; // The fake's own, for the author of a test.
        }

        if (exception.GetType().Namespace?.StartsWith("Redox.Client", StringComparison.Ordinal) == true && exception is not RedoxPayloadException { InnerException: null })
        {
            Look("exception", exception.ToString());
        }
        else if (exception is RedoxPayloadException)
        {
            Look("exception", exception.Message); // There are hundreds of thousands of these; without an inner exception the message is all that could tell.
        }
    }

    private static void Look(string kind, string shown)
    {
        Kinds.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        if (IsLeak(shown))
        {
            FoundLeaks.Enqueue($"{kind}: {shown}");
        }
    }

    private sealed class WatchedLogs : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Look("log", $"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var shown = new StringBuilder(formatter(state, exception)).Append(' ').Append(exception);
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                shown.Append(' ').Append(name).Append('=').Append(value);
            }

            Look("log", shown.ToString());
        }

        public void Dispose()
        {
        }
    }
}
