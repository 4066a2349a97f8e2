using System.Security.Cryptography;
using System.Text;

namespace Redox.Client.Storage;

/// <summary>Keys as they are stored: equal ones stay equal, and what they were made of cannot be read from them.</summary>
internal sealed class StoredKey
{
    private const int Size = 16;

    private readonly byte[] _secret;

    /// <param name="purpose">What the keys belong to: the same text has another key elsewhere.</param>
    /// <param name="secret">The application's secret, if it has one.</param>
    public StoredKey(string purpose, string? secret) => _secret = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""), Encoding.UTF8.GetBytes(purpose));

    public string Of(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)).AsSpan(0, Size));
}
