namespace Redox.Client;

/// <summary>How much a date text says, in rising order: from <see cref="Date"/> on there is a day, from <see cref="ClockTime"/> on a time.</summary>
internal enum DateForm : byte
{
    /// <summary>Empty, or in no form we read. The text is kept.</summary>
    NotUnderstood,

    /// <summary>A year, or a year and a month.</summary>
    Partial,

    /// <summary>A calendar date without a time.</summary>
    Date,

    /// <summary>A date and a time, but no zone: what the clock on the wall showed.</summary>
    ClockTime,

    /// <summary>A date, a time and its distance from UTC.</summary>
    Instant,
}
