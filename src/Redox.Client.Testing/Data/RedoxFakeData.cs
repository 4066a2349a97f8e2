using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.Queries;
using Redox.Client.Testing.Engine.State;

namespace Redox.Client.Testing;

/// <summary>
/// The data of the health systems behind the fake, from which they answer queries: what a test seeds, and what the application under test has sent.
/// Safe for concurrent use; a query sees an event entirely or not at all.
/// </summary>
/// <remarks>
/// It keeps entities, not messages, and at most <see cref="Capacity"/> of each kind, dropping the oldest. So memory use stays flat however
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

    /// <summary>Removes everything: entities, counts of messages, and scripted responses.</summary>
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
        // The test's own code runs outside the lock: it may read the data, or add to it.
        if (Replies.Find(query) is { } response)
        {
            return response;
        }

        lock (_gate)
        {
            return QueryAnswers.Answer(query, _state);
        }
    }
}
