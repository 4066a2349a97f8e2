namespace Redox.Client;

/// <summary>
/// Protects what leaves the process and must stay secret: access tokens in a shared cache (<c>AddRedoxClient(...).UseSharedTokenCache()</c>), and the bodies of messages in an
/// inbox (<c>RedoxInboxOptions.ProtectBodies</c>). <c>services.AddRedoxDataProtection()</c> in the package Redox.Client.AspNetCore registers ASP.NET Core's Data Protection;
/// register your own to use something else. Must be safe for concurrent use.
/// </summary>
/// <remarks>
/// Every process that shares the cache or the inbox must be able to unprotect what the others have protected, and later versions of the application what earlier ones have. One
/// protector may serve for everything: what is protected says inside what it is, and is refused in another place.
/// </remarks>
public interface IRedoxDataProtector
{
    /// <summary>Encrypts and authenticates.</summary>
    /// <param name="data">The unprotected bytes. They are wiped afterwards: keep none of them.</param>
    /// <returns>The protected bytes.</returns>
    byte[] Protect(byte[] data);

    /// <summary>
    /// Reverses <see cref="Protect"/>. Throws for anything that was not protected this way: a token then counts as absent, and the message of a body stays in the inbox. Only the
    /// type of the exception is logged.
    /// </summary>
    /// <param name="protectedData">The protected bytes.</param>
    /// <returns>The unprotected bytes.</returns>
    byte[] Unprotect(byte[] protectedData);
}
