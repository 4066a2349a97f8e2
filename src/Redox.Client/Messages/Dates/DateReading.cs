namespace Redox.Client;

/// <summary>What a date text says, as written: the clock is never shifted by the offset.</summary>
internal readonly record struct DateReading(DateForm Form, DateTime Clock = default, short OffsetMinutes = 0);
