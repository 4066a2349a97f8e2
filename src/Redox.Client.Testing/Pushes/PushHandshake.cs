using System.Text;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>The application's response to the handshake with which Redox verifies a destination.</summary>
public sealed class PushHandshake
{
    internal PushHandshake(string challenge, PushResponse response) => (Challenge, Response, Accepted) = (challenge, response, IsAccepted(response, challenge));

    /// <summary>Whether the destination is verified: the status is 200, and the body contains the challenge.</summary>
    public bool Accepted { get; }

    /// <summary>The value that the application must return.</summary>
    public string Challenge { get; }

    /// <summary>The application's response.</summary>
    public PushResponse Response { get; }

    /// <summary>Whether it was accepted, and if not, why not.</summary>
    public override string ToString() => Accepted
        ? $"accepted: {Response}"
        : $"not accepted: {Response}, {(Response.Status == 200 ? "without the challenge in the body" : "but only 200 counts")}";

    [Follows(Ledger.PushHandshakes)]
    private static bool IsAccepted(PushResponse response, string challenge) =>
        response.Status == 200 && response.Body.Span.IndexOf(Encoding.UTF8.GetBytes(challenge)) >= 0;
}
