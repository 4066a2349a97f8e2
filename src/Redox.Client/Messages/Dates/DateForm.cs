namespace Redox.Client.Messages.Dates;

/// <summary>How complete a date text is, in ascending order: from <see cref="Date"/> on there is a day, from <see cref="ClockTime"/> on a time.</summary>
internal enum DateForm : byte
{
    /// <summary>Empty, or not in a form that we read. The text is kept.</summary>
    NotUnderstood,

    /// <summary>A year, or a year and a month.</summary>
    Partial,

    /// <summary>A calendar date without a time.</summary>
    Date,

    /// <summary>A date and a time, but no zone: the time on the wall clock.</summary>
    ClockTime,

    /// <summary>A date, a time and its offset from UTC.</summary>
    Instant,
}
