using Refit;

namespace Redox.Client.Authentication;

/// <summary>The token endpoint of Redox.</summary>
internal interface ITokenApi
{
    const string Path = "/v2/auth/token";

    [Post(Path)]
    Task<HttpResponseMessage> RequestTokenAsync([Body] HttpContent form, CancellationToken cancellationToken);
}
