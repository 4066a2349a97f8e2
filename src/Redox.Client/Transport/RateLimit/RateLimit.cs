namespace Redox.Client.Transport;

/// <summary>The settings of a limit at the moment its window was created.</summary>
internal readonly record struct RateLimit(int PermitLimit, TimeSpan Window, int QueueLimit);
