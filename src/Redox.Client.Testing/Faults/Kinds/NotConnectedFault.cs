using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>The request does not leave the client's machine.</summary>
internal sealed class NotConnectedFault : Fault
{
    private readonly Func<Exception> _failure;

    public NotConnectedFault(string text, Func<Exception> failure)
        : base(text) => (_failure, Follows) = (failure, [Ledger.FaultConnections]);

    internal override bool IsInMemoryOnly => true;

    internal override ValueTask<FakeResponse> ApplyAsync(FaultedCall call, CancellationToken cancellationToken) => new(FakeResponse.NotConnected(_failure));
}
