namespace Redox.Client.Authentication;

/// <summary>The source of access tokens. One request at a time.</summary>
internal interface ITokenEndpoint : IDisposable
{
    /// <summary>The difference between Redox's clock and this machine's, when assertions are dated by Redox's; otherwise zero.</summary>
    TimeSpan ClockCorrection { get; }

    /// <summary>Gets a token.</summary>
    /// <param name="outworn">The token to replace, because it was refused or is about to expire.</param>
    /// <param name="cancellationToken">Cancelled when the request takes too long.</param>
    /// <exception cref="RedoxException">No token could be obtained.</exception>
    Task<AccessToken> RequestAsync(AccessToken? outworn, CancellationToken cancellationToken);
}
