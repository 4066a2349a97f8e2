using System.Collections.Concurrent;
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
        _ = new TelemetryListener(Look);
    }

    internal static bool IsLeak(string shown) => Array.Exists(Marks, mark => shown.Contains(mark, StringComparison.OrdinalIgnoreCase));

    private static void Look(Exception exception)
    {
        switch (exception)
        {
            case RedoxFakeVerificationException:
                break; // The fake's own, for the author of a test.
            case not null when exception.GetType().Assembly == typeof(LeakWatch).Assembly:
                break; // Thrown by a test, to see whether what it says gets out.
            case RedoxPayloadException { InnerException: null }:
                Look("exception", exception.Message); // There are hundreds of thousands of these, and the message is all that could tell.
                break;
            case not null when exception.GetType().Namespace?.StartsWith("Redox.Client", StringComparison.Ordinal) == true:
                Look("exception", exception.ToString());
                break;
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
