using System.Security.Cryptography;
using System.Text;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Bodies as an inbox keeps them: as they came, or protected behind a mark. Each body says itself which it is, so that those stored before a change of the setting are still read.
/// </summary>
internal sealed class StoredBodies(string destination, IRedoxDataProtector? protector, bool protects)
{
    private const byte Plain = 0; // A body that happens to begin with the mark.
    private const byte Protected = 1;

    // Within what is protected, so that nothing else that the protector has protected is taken for a body of this destination.
    private readonly byte[] _owner = SHA256.HashData(Encoding.UTF8.GetBytes("redox.client/inbox/" + destination));

    // No text begins like this, in no encoding: not even a body that could not be read, unless somebody tries.
    private static ReadOnlySpan<byte> Mark => [0xff, (byte)'r', (byte)'d', (byte)'x', 0xfe];

    /// <summary>How many copies of a body exist while it is stored.</summary>
    public int Copies => protects ? 4 : 2;

    /// <summary>The bytes to store for a body.</summary>
    public ReadOnlyMemory<byte> ToStore(ReadOnlyMemory<byte> body) =>
        protects ? Join(Protected, Protect(body.Span)) : body.Span.StartsWith(Mark) ? Join(Plain, body.Span) : body;

    /// <summary>The body for what was stored.</summary>
    /// <exception cref="ProtectedBodyException">It is protected, and cannot be unprotected here.</exception>
    public ReadOnlyMemory<byte> FromStore(ReadOnlyMemory<byte> stored)
    {
        if (!stored.Span.StartsWith(Mark))
        {
            return stored;
        }

        var rest = stored[Mark.Length..];
        return rest.Span switch
        {
            [Plain, ..] => rest[1..],
            [Protected, ..] => Unprotect(rest[1..].ToArray()),
            _ => throw new ProtectedBodyException("it was stored by a later version"),
        };
    }

    private byte[] Protect(ReadOnlySpan<byte> body)
    {
        byte[] data = [.. _owner, .. body];
        try
        {
            return protector!.Protect(data); // The settings were checked at the start.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(data);
        }
    }

    private ReadOnlyMemory<byte> Unprotect(byte[] data)
    {
        if (protector is null)
        {
            throw new ProtectedBodyException($"no {nameof(IRedoxDataProtector)} is registered");
        }

        byte[] body;
        try
        {
            body = protector.Unprotect(data);
        }
        catch (Exception exception)
        {
            throw new ProtectedBodyException(exception.GetType().Name); // Its text may be anything.
        }

        return body.AsSpan().StartsWith(_owner) ? body.AsMemory(_owner.Length) : throw new ProtectedBodyException("it was protected for something else");
    }

    private static byte[] Join(byte kind, ReadOnlySpan<byte> bytes) => [.. Mark, kind, .. bytes];
}
