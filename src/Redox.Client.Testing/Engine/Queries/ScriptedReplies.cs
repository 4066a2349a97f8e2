using System.Collections.Immutable;
using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>The responses written by a test. The latest one that matches and is not exhausted wins.</summary>
internal sealed class ScriptedReplies
{
    private ImmutableStack<ScriptedReply> _replies = [];

    public void Add(ScriptedReply reply) => ImmutableInterlocked.Update(ref _replies, static (replies, added) => replies.Push(added), reply);

    public void Clear() => Volatile.Write(ref _replies, []);

    public QueryAnswer? Find(MessageEnvelope query)
    {
        foreach (var reply in Volatile.Read(ref _replies))
        {
            if (reply.TryAnswer(query) is { } response)
            {
                return response;
            }
        }

        return null;
    }
}
