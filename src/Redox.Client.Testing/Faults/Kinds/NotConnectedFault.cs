using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>The request does not leave the client's machine.</summary>
internal sealed class NotConnectedFault(string text, Func<Exception> failure) : Fault(text)
{
    internal override bool IsInMemoryOnly => true;

    internal override ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken) => new(FakeReply.NotConnected(failure));
}
