using System.Runtime.ExceptionServices;

namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>What came of an attempt: an answer, or the reason why there is none.</summary>
internal sealed record AttemptResult(PushAttempt Attempt, DateTimeOffset At, PushReply? Reply, Exception? Exception)
{
    public bool IsTaken => Reply is { IsSuccess: true };

    /// <summary>Shows it in the journal. Last, after all that follows from it: a test that sees it may go on at once.</summary>
    public void Show() => Attempt.End(Reply?.Status, Exception, At);

    /// <summary>The answer, or the exception as it was thrown.</summary>
    public PushReply GetReply()
    {
        if (Exception is not null)
        {
            ExceptionDispatchInfo.Throw(Exception);
        }

        return Reply!;
    }
}
