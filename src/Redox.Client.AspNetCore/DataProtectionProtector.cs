using Microsoft.AspNetCore.DataProtection;

namespace Redox.Client.AspNetCore;

/// <summary>ASP.NET Core's Data Protection, with one purpose: what is protected says inside what it is.</summary>
internal sealed class DataProtectionProtector(IDataProtectionProvider provider) : IRedoxDataProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("Redox.Client");

    public byte[] Protect(byte[] data) => _protector.Protect(data);

    public byte[] Unprotect(byte[] protectedData) => _protector.Unprotect(protectedData);
}
