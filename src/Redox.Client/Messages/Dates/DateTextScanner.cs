namespace Redox.Client.Messages.Dates;

/// <summary>Reads the non-canonical forms that occur. The table in <c>docs/dates.md</c> lists them.</summary>
internal ref struct DateTextScanner
{
    private ReadOnlySpan<byte> _rest;

    private DateTextScanner(ReadOnlySpan<byte> text) => _rest = text;

    /// <summary>Never throws; a text without a known form gives <see cref="DateForm.NotUnderstood"/>.</summary>
    public static DateReading Scan(ReadOnlySpan<byte> text) => new DateTextScanner(text).Scan();

    private DateReading Scan()
    {
        if (!TryTakeDigits(4, 4, out var year) || year == 0)
        {
            return default;
        }

        if (_rest.IsEmpty)
        {
            return new(DateForm.Partial);
        }

        var dashed = TryTake('-');
        var shortest = dashed ? 1 : 2;
        if (!TryTakeDigits(shortest, 2, out var month))
        {
            return default;
        }

        // Six digits without a dash are not read: 201208 could be August 2012 or 8 December 2020.
        if (dashed && _rest.IsEmpty && month is >= 1 and <= 12)
        {
            return new(DateForm.Partial);
        }

        if ((dashed && !TryTake('-'))
            || !TryTakeDigits(shortest, 2, out var day)
            || !CanonicalDateText.TryMakeDate(year, month, day, out var date))
        {
            return default;
        }

        if (_rest.IsEmpty)
        {
            return new(DateForm.Date, date);
        }

        // HL7 v2 writes the time straight after a date without dashes.
        var separated = TryTake('T') || TryTake('t') || TryTake(' ');
        return (separated || !dashed) && TryTakeTime(out var time) ? TakeZone(date.AddTicks(time)) : default;
    }

    private bool TryTakeTime(out long ticks)
    {
        ticks = 0;
        if (!TryTakeDigits(2, 2, out var hour))
        {
            return false;
        }

        var colons = TryTake(':');
        if (!TryTakeDigits(2, 2, out var minute))
        {
            return false;
        }

        var second = 0;
        var hasSeconds = colons ? TryTake(':') : StartsWithDigit;
        if (hasSeconds && !TryTakeDigits(2, 2, out second))
        {
            return false;
        }

        if (!CanonicalDateText.TryMakeTime(hour, minute, second, out ticks))
        {
            return false;
        }

        // ISO 8601 allows a comma before the fraction; a colon was seen on the wire.
        if (hasSeconds && (TryTake('.') || TryTake(',') || TryTake(':')))
        {
            if (!StartsWithDigit)
            {
                return false;
            }

            ticks += TakeFraction();
        }

        return true;
    }

    /// <summary>Any number of digits; those beyond .NET's 100 ns are dropped from the value, not from the text.</summary>
    private long TakeFraction()
    {
        var ticks = 0L;
        for (var unit = TimeSpan.TicksPerSecond / 10; StartsWithDigit; unit /= 10)
        {
            ticks += unit * (_rest[0] - '0');
            _rest = _rest[1..];
        }

        return ticks;
    }

    private DateReading TakeZone(DateTime clock)
    {
        if (_rest.IsEmpty)
        {
            return new(DateForm.ClockTime, clock);
        }

        TryTake(' '); // Ruby, SQL Server and others put a space before the zone.
        if (TryTake('Z') || TryTake('z') || TryTake("UTC"u8) || TryTake("GMT"u8))
        {
            return _rest.IsEmpty ? new(DateForm.Instant, clock) : default;
        }

        var sign = TryTake('+') ? 1 : TryTake('-') ? -1 : 0;
        var minutes = 0;
        if (sign == 0 || !TryTakeDigits(2, 2, out var hours))
        {
            return default;
        }

        if (!_rest.IsEmpty)
        {
            TryTake(':');
            if (!TryTakeDigits(2, 2, out minutes) || !_rest.IsEmpty)
            {
                return default;
            }
        }

        return TryMakeInstant(clock, hours, minutes, sign);
    }

    private static DateReading TryMakeInstant(DateTime clock, int hours, int minutes, int sign)
    {
        var offset = (hours * 60) + minutes;
        if (minutes > 59 || offset > 14 * 60)
        {
            return default;
        }

        // Within a day of year 1 or 9999 the instant can be out of the range of DateTimeOffset.
        var utc = clock.Ticks - (sign * offset * TimeSpan.TicksPerMinute);
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks
            ? new(DateForm.Instant, clock, (short)(sign * offset))
            : default;
    }

    private readonly bool StartsWithDigit => !_rest.IsEmpty && char.IsAsciiDigit((char)_rest[0]);

    private bool TryTake(char character)
    {
        if (_rest.IsEmpty || _rest[0] != character)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> word)
    {
        var found = _rest.StartsWith(word);
        _rest = found ? _rest[word.Length..] : _rest;
        return found;
    }

    private bool TryTakeDigits(int shortest, int longest, out int value)
    {
        value = 0;
        var count = 0;
        while (count < longest && StartsWithDigit)
        {
            value = (value * 10) + (_rest[0] - '0');
            _rest = _rest[1..];
            count++;
        }

        return count >= shortest;
    }
}
