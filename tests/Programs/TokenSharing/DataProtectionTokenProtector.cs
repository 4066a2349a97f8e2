using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.DataProtection;
using Redox.Client;

namespace TokenSharing;

[SuppressMessage("Performance", "CA1812", Justification = "Made by the services.")]
internal sealed class DataProtectionTokenProtector(IDataProtectionProvider provider) : IRedoxDataProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("Redox.Client.AccessToken");

    public byte[] Protect(byte[] token) => _protector.Protect(token);

    public byte[] Unprotect(byte[] protectedToken) => _protector.Unprotect(protectedToken);
}
