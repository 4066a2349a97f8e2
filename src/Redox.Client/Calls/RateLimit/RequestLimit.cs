namespace Redox.Client.Calls.RateLimit;

/// <summary>The settings of a limit at the moment its window was created.</summary>
internal readonly record struct RequestLimit(int PermitLimit, TimeSpan Window, int QueueLimit);
