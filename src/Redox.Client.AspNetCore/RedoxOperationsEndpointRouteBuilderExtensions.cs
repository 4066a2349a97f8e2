using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.AspNetCore.Operations;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Inbox;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what an operator does with inboxes, in an ASP.NET Core application.</summary>
public static class RedoxOperationsEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the operations of all inboxes of the application (<see cref="RedoxInboxOperations"/>): GET for numbers, lists and bodies, POST for replaying and discarding.
    /// </summary>
    /// <remarks>
    /// Whoever may use them can read and delete patients' messages. So the application does not start until the returned builder, or a group around it, has authorization of its
    /// own: <c>RequireAuthorization("policy")</c>, or <c>AllowAnonymous()</c> if something else protects them. A fallback policy of the application is not enough, since it lets
    /// in whoever may use anything else. Requests that change something must be JSON, which no form of another site can send.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path before theirs.</param>
    /// <returns>A builder for conventions of all these endpoints. Call <c>RequireAuthorization</c> on it.</returns>
    /// <exception cref="RedoxConfigurationException">No destination has an inbox.</exception>
    public static IEndpointConventionBuilder MapRedoxOperations(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/redox/operations")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var checks = endpoints.ServiceProvider.GetService<StartChecks>()
            ?? throw new RedoxConfigurationException("MapRedoxOperations: no destination has an inbox. Call UseSqliteInbox, UsePostgreSqlInbox or UseInbox when you add one, or remove this call.");
        var group = endpoints.MapGroup(pattern);
        Map(group, "GET", "", OperationsEndpoint.CountAsync);
        Map(group, "GET", "messages", OperationsEndpoint.ListAsync);
        Map(group, "GET", "messages/{id}/body", OperationsEndpoint.ExportAsync);
        Map(group, "POST", "replay", OperationsEndpoint.ReplayAsync);
        Map(group, "POST", "discard", OperationsEndpoint.DiscardAsync);
        var services = endpoints.ServiceProvider;
        checks.Add(() => AuthorizationCheck.Of(services.GetRequiredService<EndpointDataSource>()));
        return group.WithMetadata(new AuthorizationCheck());
    }

    private static void Map(RouteGroupBuilder group, string method, string path, Func<HttpContext, Task> handle) =>
        group.MapMethods(path, [method], new RequestDelegate(context => OperationsEndpoint.InvokeAsync(context, handle))).WithDisplayName($"Redox operations: {method} {(path.Length == 0 ? "counts" : path)}");
}
