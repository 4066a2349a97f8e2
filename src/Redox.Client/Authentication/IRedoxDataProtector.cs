namespace Redox.Client;

/// <summary>
/// Protects access tokens that leave the process for a shared cache, see <c>AddRedoxClient(...).UseSharedTokenCache()</c>.
/// Every machine that shares the cache must be able to unprotect what the others have protected. ASP.NET Core's data protection
/// with a shared key ring fits: its <c>IDataProtector</c> has the same two methods.
/// </summary>
public interface IRedoxDataProtector
{
    /// <summary>Encrypts and authenticates.</summary>
    /// <param name="token">The bytes in clear.</param>
    /// <returns>The bytes that may be stored.</returns>
    byte[] Protect(byte[] token);

    /// <summary>Reverses <see cref="Protect"/>. Throws on anything that was not protected so: the entry is then taken as absent.</summary>
    /// <param name="protectedToken">The bytes from the cache.</param>
    /// <returns>The bytes in clear.</returns>
    byte[] Unprotect(byte[] protectedToken);
}
