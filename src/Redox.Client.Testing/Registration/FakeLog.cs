using Microsoft.Extensions.Logging;

namespace Redox.Client.Testing.Registration;

internal static partial class FakeLog
{
    [LoggerMessage(
        1, LogLevel.Warning,
        "{Signer} is not used: its key '{KeyId}' is not registered with {Tenant}, so the fake's key signs instead. To test the signer, register its public key before the host is built: Auth.RegisterKey(keyId, pem).")]
    public static partial void SignerReplaced(ILogger logger, string signer, string keyId, string tenant);
}
