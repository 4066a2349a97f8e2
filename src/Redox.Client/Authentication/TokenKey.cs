namespace Redox.Client.Authentication;

/// <summary>Which access token: of which client, obtained with which of its credentials, for which scope. Each has a cache of its own.</summary>
/// <param name="ClientName">The name of the client.</param>
/// <param name="Credentials">The setting of the client that has the credentials.</param>
/// <param name="Scope">The OAuth scope to ask for; <see langword="null"/> for that of the credentials.</param>
internal sealed record TokenKey(string ClientName, string Credentials = nameof(RedoxClientOptions.Credentials), string? Scope = null);
