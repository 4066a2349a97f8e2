using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Handles the request normally, and corrupts the response on its way back.</summary>
internal sealed class SpoiledAnswerFault(string text, Func<FakeReply, FakeReply> spoil) : Fault(text)
{
    internal override ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken) => new(spoil(call.Answer()));
}
