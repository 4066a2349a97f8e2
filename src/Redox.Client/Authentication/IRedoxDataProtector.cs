namespace Redox.Client;

/// <summary>
/// Protects access tokens that leave the process for a shared cache, see <c>AddRedoxClient(...).UseSharedTokenCache()</c>.
/// Every machine that shares the cache must be able to unprotect tokens that the others have protected. ASP.NET Core's data protection
/// with a shared key ring is suitable: its <c>IDataProtector</c> has the same two methods.
/// </summary>
public interface IRedoxDataProtector
{
    /// <summary>Encrypts and authenticates.</summary>
    /// <param name="token">The unprotected bytes.</param>
    /// <returns>The protected bytes.</returns>
    byte[] Protect(byte[] token);

    /// <summary>Reverses <see cref="Protect"/>. Throws for anything that was not protected this way: the entry then counts as absent.</summary>
    /// <param name="protectedToken">The bytes from the cache.</param>
    /// <returns>The unprotected bytes.</returns>
    byte[] Unprotect(byte[] protectedToken);
}
