using Redox.Client.Models;

namespace Redox.Client.Receiving;

/// <summary>
/// Signs users of the record system on (data model SSO). It is called only after the token of the request was validated: see
/// <see cref="RedoxDestinationOptions.SsoSecrets"/>.
/// </summary>
public interface IRedoxSignOnHandler
{
    /// <summary>Prepares a session for the user, and says where the browser goes.</summary>
    /// <param name="signOn">Who signs on, and the patient and visit in view. The body is not signed: what you rely on, compare with <paramref name="token"/>.</param>
    /// <param name="token">The signed token that came along.</param>
    /// <param name="delivery">When and from where it came.</param>
    /// <param name="cancellationToken">Cancelled when Redox gives the connection up.</param>
    /// <returns>
    /// The address of the session, answered as a 302 redirect. (Redox: "SSO for the Data Model API") Absolute, or a path of this server; letters that are not ASCII are
    /// percent-encoded. Without an address the sign-on fails with 500, and the log says why.
    /// </returns>
    Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
