using Refit;

namespace Redox.Client.Authentication;

/// <summary>The token endpoints of Redox.</summary>
internal interface ITokenApi
{
    const string Path = "/v2/auth/token";

    [Post(Path)]
    Task<HttpResponseMessage> RequestTokenAsync([Body] HttpContent form, CancellationToken cancellationToken);

    /// <summary>For legacy API keys.</summary>
    [Post("/auth/authenticate")]
    Task<HttpResponseMessage> AuthenticateAsync([Body] HttpContent json, CancellationToken cancellationToken);

    /// <summary>For legacy API keys.</summary>
    [Post("/auth/refreshToken")]
    Task<HttpResponseMessage> RefreshTokenAsync([Body] HttpContent json, CancellationToken cancellationToken);
}
