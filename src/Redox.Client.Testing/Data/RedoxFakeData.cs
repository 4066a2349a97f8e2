using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.Queries;
using Redox.Client.Testing.Engine.State;

namespace Redox.Client.Testing;

/// <summary>
/// What the health systems behind the fake know, and answer queries from: what a test seeds, and what the application under test has sent.
/// Safe for concurrent use; a query sees all of an event or nothing of it.
/// </summary>
/// <remarks>
/// Entities are kept, not messages, and of each kind at most <see cref="Capacity"/>; then the oldest leaves. So memory stays flat however
/// much is sent.
/// </remarks>
public sealed partial class RedoxFakeData
{
    /// <summary>How many entities of each kind are kept: 10,000.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    internal ScriptedReplies Replies { get; } = new();
    private ExchangeState _state = new(Capacity);

    internal RedoxFakeData()
    {
    }

    /// <summary>Forgets everything: entities, counts of messages, and scripted replies.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _state = new(Capacity);
        }

        Replies.Clear();
    }

    internal void Apply(MessageEnvelope message)
    {
        lock (_gate)
        {
            _state.Apply(message);
        }
    }

    internal QueryAnswer Answer(MessageEnvelope query)
    {
        // A test author's own code runs outside the lock: it may look at the data, or add to it.
        if (Replies.Find(query) is { } answer)
        {
            return answer;
        }

        lock (_gate)
        {
            return QueryAnswers.Answer(query, _state);
        }
    }
}
