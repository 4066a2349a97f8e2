using System.Globalization;

namespace InboxThroughput;

/// <summary>A line for each figure.</summary>
internal static class Figures
{
    public static double Rate(int count, TimeSpan time) => count / time.TotalSeconds;

    public static void PrintInvariant(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public static void PrintRate(string what, int count, TimeSpan time) => PrintInvariant($"{what} {count:N0} in {time.TotalSeconds:F1} s, {Rate(count, time):N0}/s");

    /// <summary>With the processor time of the application, which depends less than the speed on what else runs on the machine.</summary>
    public static void PrintRate(string what, int count, TimeSpan time, TimeSpan processorTime) =>
        PrintInvariant($"{what} {count:N0} in {time.TotalSeconds:F1} s, {Rate(count, time):N0}/s, {processorTime.TotalMicroseconds / count:N1} µs of processor time for each");

    public static void PrintTimes(string what, List<TimeSpan> times)
    {
        times.Sort();
        PrintInvariant($"{what} p50 {times[times.Count / 2].TotalMilliseconds:F2} ms, p99 {times[times.Count * 99 / 100].TotalMilliseconds:F2} ms, of {times.Count:N0}");
    }
}
