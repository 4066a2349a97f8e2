using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Registration;

/// <summary>Verifies that UseRedoxFake found the clients it was called for. It may be called before they are registered, so this is only known at the start.</summary>
/// <param name="services">The application's services.</param>
/// <param name="client">The name with which it was called; <see langword="null"/> for all clients.</param>
internal sealed class FakeUse(IServiceCollection services, string? client) : IValidateOptions<RedoxClientOptions>, IValidateOptions<FakeUse.InHost>
{
    /// <summary>Makes a host check its services once, when it starts.</summary>
    public static void CheckAtStart(IServiceCollection services)
    {
        if (!services.Any(service => service.ServiceType == typeof(IValidateOptions<InHost>)))
        {
            services.AddOptions<InHost>().ValidateOnStart();
            services.AddSingleton<IValidateOptions<InHost>>(new FakeUse(services, null));
        }
    }

    /// <summary>Runs with the validation of every client's settings, so that the failure is also seen where no host starts.</summary>
    public ValidateOptionsResult Validate(string? name, RedoxClientOptions options)
    {
        var known = services.Where(service => service.ServiceType == typeof(IRedoxClient)).Select(service => service.ServiceKey as string ?? "").Distinct().ToList();
        return client is null || known.Contains(client)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"UseRedoxFake(\"{client}\", ...): no Redox client has that name. Known: {string.Join(", ", known.Select(Show))}.");
    }

    public ValidateOptionsResult Validate(string? name, InHost options) =>
        services.Any(service => service.ServiceType == typeof(IRedoxClient) || service.ServiceType == typeof(RedoxDestination))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("UseRedoxFake: neither a Redox client nor a destination is registered. Call AddRedoxClient or AddRedoxDestination on the same services.");

    private static string Show(string name) => name.Length == 0 ? "the default client without a name" : $"\"{name}\"";

    /// <summary>Contains no settings; it represents the use of the fake in a host.</summary>
    internal sealed class InHost;
}
