using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Redox.Client.AspNetCore.Operations;

/// <summary>Endpoints that show and delete patients' messages are not open by mistake. Also the mark by which they are recognised.</summary>
internal sealed class AuthorizationCheck
{
    /// <summary>Checks all endpoints of the application that have the mark.</summary>
    /// <exception cref="RedoxConfigurationException">Nothing says who may use one.</exception>
    public static void Of(EndpointDataSource endpoints)
    {
        foreach (var endpoint in endpoints.Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<AuthorizationCheck>() is not null)
            {
                Of(endpoint);
            }
        }
    }

    /// <inheritdoc cref="Of(EndpointDataSource)" path="/exception"/>
    public static void Of(Endpoint? endpoint)
    {
        if (endpoint is null || !endpoint.Metadata.Any(entry => entry is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData or IAllowAnonymous))
        {
            throw new RedoxConfigurationException(
                "MapRedoxOperations: these endpoints show and delete patients' messages, and nothing says who may use them. Call MapRedoxOperations(...).RequireAuthorization(\"policy\") with a policy "
                + "of your operators, or AllowAnonymous() if something else protects them. A fallback policy does not count.");
        }
    }
}
