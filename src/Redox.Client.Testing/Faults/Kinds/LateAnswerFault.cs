using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Handles the request normally, and delays the response on the fake's clock. The client may give up meanwhile.</summary>
internal sealed class LateAnswerFault(string text, TimeSpan delay) : Fault(text)
{
    internal override async ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken)
    {
        var response = call.Answer();
        call.Signal();
        await Task.Delay(delay, call.Clock, cancellationToken).ConfigureAwait(false);
        return response;
    }
}
