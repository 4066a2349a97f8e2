using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Sends a different response or none: the request gets no further.</summary>
internal sealed class RefusalFault(string text, Func<FaultedCall, FakeReply> response, FakeRoute? only = null) : Fault(text, only)
{
    public RefusalFault(string text, FakeReply response, FakeRoute? only = null)
        : this(text, _ => response, only)
    {
    }

    internal override ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken) => new(response(call));
}
