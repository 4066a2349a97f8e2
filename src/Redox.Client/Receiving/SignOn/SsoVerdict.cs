namespace Redox.Client.Receiving.SignOn;

/// <summary>The result of checking an SSO token.</summary>
/// <param name="Outcome">The outcome, as <see cref="RedoxSsoToken.Validate"/> returns it.</param>
/// <param name="Reason">The outcome in words for a log, to be read after "its SSO token": times at most, and no text of the token.</param>
/// <param name="Token">The token, when it is valid.</param>
internal readonly record struct SsoVerdict(RedoxSsoTokenOutcome Outcome, string Reason, RedoxSsoToken? Token = null);
