using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>The mark of UTF-8 at the start of a body, which Redox's parser skips. Code in .NET writes it easily.</summary>
[Follows(Ledger.RequestByteOrderMark)]
internal static class ByteOrderMark
{
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
