using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Faults.Kinds;

namespace Redox.Client.Testing;

/// <summary>
/// One thing that goes wrong with one request, for <see cref="RedoxFaults"/> to play. A value without state: it can be used in many scripts.
/// Its text (<see cref="ToString"/>) is what the journal shows as <see cref="RecordedRequest.Fault"/>.
/// </summary>
/// <remarks>
/// The faults come in four groups, and the documentation of each says whether the exchange took the message: refusals (nothing was taken),
/// connections that break or stall, answers that are spoiled on the way (the message was taken), and tokens that are suddenly worthless.
/// </remarks>
public abstract partial class Fault
{
    private readonly string _text;

    private protected Fault(string text, FakeRoute? only = null) => (_text, Only) = (text, only);

    /// <summary>The one route the fault makes sense on; <see langword="null"/>: any.</summary>
    internal FakeRoute? Only { get; }

    /// <summary>What is known of Redox about it.</summary>
    internal IReadOnlyList<Ledger> Follows { get; init; } = [];

    /// <summary>Whether it happens before a request reaches any server, so that a fake on a socket cannot play it.</summary>
    internal virtual bool IsInMemoryOnly => false;

    /// <summary>What happens, in a few words: <c>429 Too Many Requests, Retry-After 7 s</c>.</summary>
    public sealed override string ToString() => _text;

    /// <summary>Lets the fault happen to a call.</summary>
    internal abstract ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken);
}
