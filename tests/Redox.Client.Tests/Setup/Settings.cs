using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Redox.Client.Tests.Setup;

/// <summary>A section of settings, and what a host makes of it.</summary>
internal static class Settings
{
    public static Dictionary<string, string?> Section(string? text = null, string? path = null) => new()
    {
        ["Redox:Credentials:ClientId"] = "the-client",
        ["Redox:Credentials:KeyId"] = "the-key",
        ["Redox:Credentials:PrivateKey"] = text,
        ["Redox:Credentials:PrivateKeyPath"] = path,
    };

    /// <summary>What a host says at its start.</summary>
    public static string[] Failures(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));
        using var host = builder.Build();
        return Record.Exception(host.Start) switch
        {
            null => [],
            OptionsValidationException exception => [.. exception.Failures],
            var other => throw other,
        };
    }
}
