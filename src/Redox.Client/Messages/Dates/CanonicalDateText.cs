using System.Globalization;

namespace Redox.Client.Messages.Dates;

/// <summary>
/// The two forms that Redox documents, <c>YYYY-MM-DD</c> and <c>YYYY-MM-DDThh:mm:ss.fffZ</c>, read and written without
/// allocation. Nearly every value on the wire has one of them, so everything else is left to <see cref="DateTextScanner"/>.
/// </summary>
internal static class CanonicalDateText
{
    public const int DateLength = 10;
    public const int InstantLength = 24;

    public static bool TryReadDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        return text.Length == DateLength
            && text[4] == '-' && text[7] == '-'
            && TryMakeDate(Digits(text[..4]), Digits(text.Slice(5, 2)), Digits(text.Slice(8, 2)), out date);
    }

    public static bool TryReadInstant(ReadOnlySpan<byte> text, out DateTime clock)
    {
        clock = default;
        if (text.Length != InstantLength
            || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z'
            || !TryReadDate(text[..DateLength], out var date)
            || !TryMakeTime(Digits(text.Slice(11, 2)), Digits(text.Slice(14, 2)), Digits(text.Slice(17, 2)), out var time)
            || Digits(text.Slice(20, 3)) is not (>= 0 and var milliseconds))
        {
            return false;
        }

        clock = date.AddTicks(time + (milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }

    public static bool TryWriteDate(DateTime date, Span<byte> destination, out int written) =>
        DateOnly.FromDateTime(date).TryFormat(destination, out written, "O", CultureInfo.InvariantCulture);

    public static bool TryWriteInstant(DateTime utc, Span<byte> destination, out int written)
    {
        // "O" has the required shape with seven fraction digits and, unlike a custom format, a fast path.
        Span<byte> full = stackalloc byte[32];
        utc.TryFormat(full, out _, "O", CultureInfo.InvariantCulture);
        full[InstantLength - 1] = (byte)'Z';
        written = full[..InstantLength].TryCopyTo(destination) ? InstantLength : 0;
        return written > 0;
    }

    /// <summary>The value of a run of at most four digits, or -1 when a character is not a digit.</summary>
    public static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit((char)character))
            {
                return -1;
            }

            value = (value * 10) + (character - '0');
        }

        return value;
    }

    public static bool TryMakeDate(int year, int month, int day, out DateTime date)
    {
        var exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = exists ? new DateTime(year, month, day) : default;
        return exists;
    }

    /// <remarks>No 24th hour and no 60th second: .NET has neither, and moving them into the next day or minute would change the written value.</remarks>
    public static bool TryMakeTime(int hour, int minute, int second, out long ticks)
    {
        var exists = hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59;
        ticks = exists ? new TimeSpan(hour, minute, second).Ticks : 0;
        return exists;
    }
}
