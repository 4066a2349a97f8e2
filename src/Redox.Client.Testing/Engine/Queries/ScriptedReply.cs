using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>A response written by a test for a query, in place of the one from the data.</summary>
/// <param name="eventKey">The query, such as <c>PatientSearch.Query</c>.</param>
/// <param name="matches">Whether it answers a given query.</param>
/// <param name="answer">Creates the response: members, perhaps with <c>Meta</c>.</param>
/// <param name="times">How often it is used; <see langword="null"/>: always.</param>
internal sealed class ScriptedReply(string eventKey, Func<MessageEnvelope, bool> matches, Func<MessageEnvelope, QueryAnswer> answer, int? times)
{
    private int _left = times ?? int.MaxValue;

    /// <summary>The response, if it matches this query and is not exhausted.</summary>
    public QueryAnswer? TryAnswer(MessageEnvelope query)
    {
        if (query.EventKey != eventKey)
        {
            return null;
        }

        try
        {
            return matches(query) && TryTake() ? answer(query) : null;
        }
#pragma warning disable CA1031 // Both transports must report any exception of the test's code in the same way.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failed(exception);
        }
    }

    private bool TryTake() => times is null || Interlocked.Decrement(ref _left) >= 0;

    private static QueryAnswer Failed(Exception exception) => QueryAnswer.Refused(
        new(500, "The response scripted by the test for this query failed", "transmission", "Send"),
        new(RequestProblemKind.ReplyFailed, $"The response or condition scripted for this query threw {exception.GetType().Name}. Fix the test."));
}
