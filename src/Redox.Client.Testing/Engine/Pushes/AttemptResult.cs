using System.Runtime.ExceptionServices;

namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>The result of an attempt: a response, or the reason why there is none.</summary>
internal sealed record AttemptResult(PushAttempt Attempt, DateTimeOffset At, PushReply? Reply, Exception? Exception)
{
    public bool IsAccepted => Reply is { IsSuccess: true };

    /// <summary>Shows it in the journal. Must come last, after all its consequences: a test that sees it may continue immediately.</summary>
    public void Show() => Attempt.End(Reply?.Status, Exception, At);

    /// <summary>Returns the response, or throws the original exception.</summary>
    public PushReply GetReply()
    {
        if (Exception is not null)
        {
            ExceptionDispatchInfo.Throw(Exception);
        }

        return Reply!;
    }
}
