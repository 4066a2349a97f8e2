using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.State;

/// <summary>How often each logical message was accepted: the same text twice is the same message sent twice. Only a hash of each message is kept.</summary>
internal sealed class AcceptedMessages(int capacity)
{
    private readonly Dictionary<Hash, LinkedListNode<(Hash Hash, AcceptedMessage Message)>> _byHash = [];
    private readonly LinkedList<(Hash Hash, AcceptedMessage Message)> _inOrder = [];

    public IReadOnlyList<AcceptedMessage> All => [.. _inOrder.Select(entry => entry.Message)];

    public void Add(MessageEnvelope envelope)
    {
        var hash = Hash.Of(JsonMarshal.GetRawUtf8Value(envelope.Message));
        if (_byHash.TryGetValue(hash, out var node))
        {
            node.Value = (hash, node.Value.Message with { Times = node.Value.Message.Times + 1 });
            return;
        }

        _byHash[hash] = _inOrder.AddLast((hash, new AcceptedMessage(envelope.DataModel ?? "", envelope.EventType ?? "", Times: 1)));
        if (_inOrder.Count > capacity)
        {
            _byHash.Remove(_inOrder.First!.Value.Hash);
            _inOrder.RemoveFirst();
        }
    }

    private readonly record struct Hash(UInt128 High, UInt128 Low)
    {
        public static Hash Of(ReadOnlySpan<byte> text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text, hash);
            return new(MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
        }
    }
}
