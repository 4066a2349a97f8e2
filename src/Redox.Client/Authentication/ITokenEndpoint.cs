namespace Redox.Client.Authentication;

/// <summary>Where an access token comes from. One request at a time.</summary>
internal interface ITokenEndpoint : IDisposable
{
    /// <summary>How far Redox's clock is from this machine's, where assertions are dated by it; else zero.</summary>
    TimeSpan ClockCorrection { get; }

    /// <summary>Gets a token.</summary>
    /// <param name="outworn">The token that is to be replaced, because it was refused or is about to expire.</param>
    /// <param name="cancellationToken">Ends the request when it takes too long.</param>
    /// <exception cref="RedoxException">There is none.</exception>
    Task<AccessToken> RequestAsync(AccessToken? outworn, CancellationToken cancellationToken);
}
