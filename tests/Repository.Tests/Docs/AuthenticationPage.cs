using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;

namespace Pages;

/// <summary>The code of docs/authentication.md.</summary>
internal static class AuthenticationPage
{
    public interface IVault
    {
        Task<byte[]> SignAsync(string keyId, byte[] hash, CancellationToken cancellationToken);
    }

    public static void KeepTheKeyInItsVault(Microsoft.Extensions.Hosting.HostApplicationBuilder builder)
    {
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox")).UseAssertionSigner<VaultSigner>();
    }

    public static void ShareTokens(Microsoft.Extensions.Hosting.HostApplicationBuilder builder, DirectoryInfo keys)
    {
        builder.Services.AddStackExchangeRedisCache(options => options.Configuration = "...");
        builder.Services.AddHybridCache();
        builder.Services.AddRedoxDataProtection().SetApplicationName("clinic").PersistKeysToFileSystem(keys);  // a key ring that all machines share
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox")).UseSharedTokenCache();
    }

    public static void AddAnHttpClientOfYourOwn(Microsoft.Extensions.Hosting.HostApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("redox-fhir").AddRedoxAccessToken(scope: "fhir:staging");   // or AddRedoxAccessToken() for the scope of the credentials
    }

    public sealed class VaultSigner(IVault vault) : IRedoxAssertionSigner
    {
        public string Algorithm => "ES384";

        public string KeyId => "redox-2026";

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
            vault.SignAsync(KeyId, SHA384.HashData(data.Span), cancellationToken);
    }
}
