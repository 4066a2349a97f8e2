using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>An answer that a test has written for a query, in place of the one from the data.</summary>
/// <param name="kind">The query, such as <c>PatientSearch.Query</c>.</param>
/// <param name="fits">Whether it answers this one.</param>
/// <param name="answer">The answer: members, perhaps with <c>Meta</c>.</param>
/// <param name="times">How often; <see langword="null"/>: always.</param>
internal sealed class ScriptedReply(string kind, Func<MessageEnvelope, bool> fits, Func<MessageEnvelope, QueryAnswer> answer, int? times)
{
    private int _left = times ?? int.MaxValue;

    /// <summary>The answer, when there is one to this query and it is not used up.</summary>
    public QueryAnswer? TryAnswer(MessageEnvelope query)
    {
        if (query.Kind != kind)
        {
            return null;
        }

        try
        {
            return fits(query) && TryTake() ? answer(query) : null;
        }
#pragma warning disable CA1031 // Whatever the test's code throws, both transports have to tell it in the same way.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failed(exception);
        }
    }

    private bool TryTake() => times is null || Interlocked.Decrement(ref _left) >= 0;

    private static QueryAnswer Failed(Exception exception) => QueryAnswer.Refused(
        new(500, "The reply that the test has given for this query failed", "transmission", "Send"),
        new(RequestProblemKind.ReplyFailed, $"The reply or condition given for this query threw {exception.GetType().Name}. Mend the test's code."));
}
