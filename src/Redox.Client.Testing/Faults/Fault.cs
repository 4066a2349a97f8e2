using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Faults.Kinds;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>
/// One fault that happens to one request, for use with <see cref="RedoxFaults"/>. It has no state, so it can be used in many scripts.
/// The journal shows its text (<see cref="ToString"/>) as <see cref="RecordedRequest.Fault"/>.
/// </summary>
/// <remarks>
/// There are four groups of faults, and the documentation of each says whether the exchange accepted the message: refusals (nothing was accepted),
/// connections that break or stall, responses that are corrupted on the way (the message was accepted), and tokens that suddenly become invalid.
/// </remarks>
public abstract partial class Fault
{
    private readonly string _text;

    private protected Fault(string text, FakeRoute? only = null) => (_text, Only) = (text, only);

    /// <summary>The only route on which the fault makes sense; <see langword="null"/>: any.</summary>
    internal FakeRoute? Only { get; }

    /// <summary>What is known about the fault at Redox.</summary>
    internal IReadOnlyList<Ledger> Follows { get; init; } = [];

    /// <summary>Whether it happens before a request reaches any server, so that a fake on a socket cannot simulate it.</summary>
    internal virtual bool IsInMemoryOnly => false;

    /// <summary>A short description: <c>429 Too Many Requests, Retry-After 7 s</c>.</summary>
    public sealed override string ToString() => _text;

    /// <summary>Applies the fault to a call.</summary>
    internal abstract ValueTask<FakeResponse> ApplyAsync(FaultedCall call, CancellationToken cancellationToken);
}
