namespace Redox.Client.Authentication.Keys;

/// <summary>Why there is no key: a description that holds nothing of the key, and the setting at fault.</summary>
/// <param name="Description">Cause and remedy.</param>
/// <param name="Setting">The setting, unless it is the one that the key came from.</param>
/// <param name="InJwk">Whether the key is a JWK, which may say its own ID.</param>
internal readonly record struct KeyFault(string Description, string? Setting = null, bool InJwk = false);
