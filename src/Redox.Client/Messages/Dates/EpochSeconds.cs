using System.Text.Json;

namespace Redox.Client.Messages.Dates;

/// <summary>A time as a number of seconds since 1970. (RFC 7519, NumericDate)</summary>
internal static class EpochSeconds
{
    private static readonly decimal Least = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly decimal Most = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads the number at the reader's position; fails for one that is not a time of the years 1 to 9999, such as milliseconds.</summary>
    internal static bool TryRead(ref readonly Utf8JsonReader reader, out DateTimeOffset instant)
    {
        var isTime = reader.TryGetDecimal(out var seconds) && seconds >= Least && seconds <= Most;
        instant = isTime ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : default;
        return isTime;
    }
}
