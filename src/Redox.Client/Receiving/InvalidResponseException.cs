namespace Redox.Client.Receiving;

/// <summary>A response that would not be accepted. The message contains paths, but no values.</summary>
internal sealed class InvalidResponseException(string message) : Exception(message);
