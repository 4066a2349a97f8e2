namespace Redox.Client.Messages.Dates;

/// <summary>The content of a date text, as written: the clock time is never shifted by the offset.</summary>
internal readonly record struct DateReading(DateForm Form, DateTime Clock = default, short OffsetMinutes = 0);
