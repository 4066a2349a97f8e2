namespace Redox.Client.Storage;

/// <summary>How long to wait after failures: doubled with each, up to a limit.</summary>
internal static class RetryWaits
{
    private const int MostDoublings = 60;

    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest) =>
        TimeSpan.FromTicks((long)Math.Min(longest.Ticks, first.Ticks * Math.Pow(2, Math.Clamp(failures - 1, 0, MostDoublings))));
}
