using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Redox.Client.Storage;

/// <summary>A log ID as passed to an inbox. Redox's are UUIDs; any other text is kept distinct and short.</summary>
internal static class StoredLogId
{
    public const int MaxLength = 128;

    /// <summary>The ID itself; its hash when it is too long, or contains what databases do not keep: NUL, or an unpaired surrogate, which they replace, so that two IDs would become one.</summary>
    public static string? Of(string? logId) =>
        logId is null || (logId.Length <= MaxLength && !logId.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !logId.Contains('\0', StringComparison.Ordinal)) ? logId
        : "sha256-" + Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(logId.AsSpan())));
}
