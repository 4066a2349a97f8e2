using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Holds a request back until the test releases it.</summary>
internal sealed class HeldFault(Task until, Fault? then) : Fault(then is null ? "held back" : $"held back, then {then}", then?.Only)
{
    internal override bool IsInMemoryOnly => then?.IsInMemoryOnly == true;

    internal override async ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken)
    {
        await until.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return then is null ? call.Answer() : await then.ApplyAsync(call, cancellationToken).ConfigureAwait(false);
    }
}
