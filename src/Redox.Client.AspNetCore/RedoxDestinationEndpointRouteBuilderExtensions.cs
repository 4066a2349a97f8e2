using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.AspNetCore;
using Redox.Client.Receiving;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps destinations, to which Redox delivers, in an ASP.NET Core application.</summary>
public static class RedoxDestinationEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the default destination, added with <c>services.AddRedoxDestination(...)</c>: POST for messages, POST and GET for the verification of the address.
    /// </summary>
    /// <remarks>
    /// The destination verifies requests itself, so a global authorization policy must allow this endpoint (<c>AllowAnonymous()</c>), unless Redox
    /// authenticates with an auth credential: then use <c>RequireAuthorization()</c> and <see cref="RedoxDestinationOptions.TrustEndpointAuthorization"/>.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path, e.g. <c>/redox</c>.</param>
    /// <returns>A builder for endpoint conventions, such as authorization or rate limiting.</returns>
    /// <exception cref="InvalidOperationException">No default destination was added to the services.</exception>
    /// <exception cref="OptionsValidationException">The settings or handlers of the destination are faulty.</exception>
    public static IEndpointConventionBuilder MapRedoxDestination(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return Map(endpoints, pattern, endpoints.ServiceProvider.GetService<RedoxDestination>()
            ?? throw new InvalidOperationException("There is no default destination. Call services.AddRedoxDestination(...) first, or name the destination that was added."));
    }

    /// <summary>Maps a named destination, added with <c>services.AddRedoxDestination(name, ...)</c>.</summary>
    /// <inheritdoc cref="MapRedoxDestination(IEndpointRouteBuilder, string)" path="/remarks"/>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path, e.g. <c>/redox/lab</c>.</param>
    /// <param name="name">The name of the destination.</param>
    /// <returns>A builder for endpoint conventions, such as authorization or rate limiting.</returns>
    /// <exception cref="InvalidOperationException">No destination of that name was added to the services.</exception>
    /// <exception cref="OptionsValidationException">The settings or handlers of the destination are faulty.</exception>
    public static IEndpointConventionBuilder MapRedoxDestination(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Map(endpoints, pattern, endpoints.ServiceProvider.GetKeyedService<RedoxDestination>(name)
            ?? throw new InvalidOperationException($"There is no destination '{name}'. Call services.AddRedoxDestination(\"{name}\", ...) first."));
    }

    // Without metadata on content types: routing itself would refuse others, and nothing would be logged.
    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, RedoxDestination destination) => endpoints
        .Map(pattern, new DestinationEndpoint(destination).InvokeAsync) // Every method, so that refused ones are logged too.
        .WithDisplayName(destination.Name.Length == 0 ? "Redox destination" : $"Redox destination '{destination.Name}'");
}
