using System.Text;

namespace Redox.Client.Testing;

/// <summary>How the application answered the handshake by which Redox verifies a destination.</summary>
public sealed class PushHandshake
{
    internal PushHandshake(string challenge, PushReply reply) => (Challenge, Reply, Accepted) = (challenge, reply, IsAnswer(reply, challenge));

    /// <summary>Whether the destination is verified: the status is 200, and the challenge stands in the body.</summary>
    public bool Accepted { get; }

    /// <summary>The value that the application has to answer with.</summary>
    public string Challenge { get; }

    /// <summary>The application's answer.</summary>
    public PushReply Reply { get; }

    /// <summary>Whether it was accepted, and if not, why.</summary>
    public override string ToString() => Accepted
        ? $"accepted: {Reply}"
        : $"not accepted: {Reply}, {(Reply.Status == 200 ? "without the challenge in the body" : "and only 200 counts")}";

    [Follows(Ledger.PushHandshakes)]
    private static bool IsAnswer(PushReply reply, string challenge) =>
        reply.Status == 200 && reply.Body.Span.IndexOf(Encoding.UTF8.GetBytes(challenge)) >= 0;
}
