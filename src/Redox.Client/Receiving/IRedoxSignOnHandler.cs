using Redox.Client.Models;

namespace Redox.Client.Receiving;

/// <summary>
/// Signs on users of the record system (data model SSO). Called only after the token of the request was validated: see
/// <see cref="RedoxDestinationOptions.SsoSecrets"/>.
/// </summary>
public interface IRedoxSignOnHandler
{
    /// <summary>Prepares a session for the user, and returns the address for the browser.</summary>
    /// <param name="signOn">The user who signs on, and the patient and visit in view. The body is not signed: compare what you rely on with <paramref name="token"/>.</param>
    /// <param name="token">The signed token of the request.</param>
    /// <param name="delivery">When and where it came from.</param>
    /// <param name="cancellationToken">Cancelled when Redox closes the connection.</param>
    /// <returns>
    /// The address of the session, sent as a 302 redirect. (Redox: "SSO for the Data Model API") Absolute, or a path of this server; letters that are not ASCII are
    /// percent-encoded. Without an address the sign-on fails with 500, and the log says why.
    /// </returns>
    Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
