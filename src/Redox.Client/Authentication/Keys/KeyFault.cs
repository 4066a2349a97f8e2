namespace Redox.Client.Authentication.Keys;

/// <summary>Why the key cannot be used: a description that contains no part of the key, and the setting at fault.</summary>
/// <param name="Description">Cause and remedy.</param>
/// <param name="Setting">The setting, unless it is the one that the key came from.</param>
/// <param name="InJwk">Whether the key is a JWK, which may contain its own ID.</param>
internal readonly record struct KeyFault(string Description, string? Setting = null, bool InJwk = false);
