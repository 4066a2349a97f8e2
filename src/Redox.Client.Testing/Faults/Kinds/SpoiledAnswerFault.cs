using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Handles the request as ever, and spoils the answer on its way back.</summary>
internal sealed class SpoiledAnswerFault(string text, Func<FakeReply, FakeReply> spoil) : Fault(text)
{
    internal override ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken) => new(spoil(call.Answer()));
}
