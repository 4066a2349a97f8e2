using System.Security.Cryptography;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>An OAuth API key as Redox knows it: the client's ID, the public half of its key, and the source its messages come from.</summary>
internal sealed class RegisteredClient : IDisposable
{
    public const string Algorithm = "RS384";

    private readonly RSA _publicKey = RSA.Create();
    private readonly Lock _gate = new();

    public RegisteredClient(string id, string keyId, string privateKeyPem, Guid sourceId, string sourceName)
    {
        Id = id;
        KeyId = keyId;
        SourceId = sourceId.ToString();
        SourceName = sourceName;
        _publicKey.ImportFromPem(privateKeyPem);
    }

    public string Id { get; }

    public string KeyId { get; }

    public string SourceId { get; }

    public string SourceName { get; }

    /// <summary>Checks an RS384 signature (RFC 7518, 3.3).</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // Key objects are not promised to be safe for threads, and many tests share a fake.
        lock (_gate)
        {
            return _publicKey.VerifyData(data, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        }
    }

    public void Dispose() => _publicKey.Dispose();
}
