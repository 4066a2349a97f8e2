using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Sends a different response or none: the request gets no further.</summary>
internal sealed class RefusalFault(string text, Func<FaultedCall, FakeReply> reply, FakeRoute? only = null) : Fault(text, only)
{
    public RefusalFault(string text, FakeReply reply, FakeRoute? only = null)
        : this(text, _ => reply, only)
    {
    }

    internal override ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken) => new(reply(call));
}
