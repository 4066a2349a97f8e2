namespace Redox.Client.Options;

/// <summary>A configuration section that was given to a client or a destination, and is therefore known wherever it is.</summary>
/// <param name="Path">Its path.</param>
internal sealed record BoundSection(string Path);
