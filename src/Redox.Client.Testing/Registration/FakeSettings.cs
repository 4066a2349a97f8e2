using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Redox.Client.Testing.Registration;

/// <summary>Gives a client the addresses and credentials of a tenant.</summary>
/// <param name="redox">The tenant.</param>
/// <param name="client">The name of the client; <see langword="null"/> for all.</param>
/// <param name="provider">The application's services.</param>
internal sealed class FakeSettings(RedoxTenant redox, string? client, IServiceProvider provider) : IPostConfigureOptions<RedoxClientOptions>
{
    public void PostConfigure(string? name, RedoxClientOptions options)
    {
        if (client is not null && client != name)
        {
            return;
        }

        options.BaseAddress = redox.BaseAddress;
        options.BlobAddress = redox.BaseAddress;
        var own = options.Credentials;
        if (!string.IsNullOrWhiteSpace(own.ApiKey))
        {
            options.Credentials = new() { ApiKey = redox.Auth.LegacyApiKey, Secret = redox.Auth.LegacySecret };
        }
        else if (Signs(name))
        {
            (own.ClientId, own.Audience, own.KeyId, own.PrivateKey, own.PrivateKeyPath, own.PrivateKeyPassword, own.PreviousKey) = (redox.ClientId, null, null, null, null, null, null);
        }
        else
        {
            // Replaced as a whole, so that nothing of the application's remains: key files, passwords, a shared token cache.
            options.Credentials = new() { ClientId = redox.ClientId, KeyId = redox.KeyId, PrivateKey = redox.PrivateKeyPem, Scope = own.Scope };
        }
    }

    /// <summary>Whether the application's own signer signs for the client: only if its key is registered with the tenant.</summary>
    private bool Signs(string? name)
    {
        if (provider.GetKeyedService<IRedoxAssertionSigner>(name) is not { } signer)
        {
            return false;
        }

        var isRegistered = redox.Auth.KeyIds.Contains(signer.KeyId);
        if (!isRegistered)
        {
            var logger = provider.GetService<ILoggerFactory>()?.CreateLogger("Redox.Client.Testing") ?? NullLogger.Instance;
            FakeLog.SignerReplaced(logger, signer.GetType().Name, signer.KeyId, redox.Name);
        }

        return isRegistered;
    }
}
