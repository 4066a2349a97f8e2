namespace Redox.Client;

/// <summary>A section of the configuration that a client or a destination was given, which is known therefore wherever it stands.</summary>
/// <param name="Path">Its path.</param>
internal sealed record BoundSection(string Path);
