using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Holds a request back until the test releases it.</summary>
/// <param name="until">What releases a request that arrives now.</param>
/// <param name="then">The fault that follows.</param>
internal sealed class HeldFault(Func<Task> until, Fault? then) : Fault(then is null ? "held back" : $"held back, then {then}", then?.Only)
{
    internal override bool IsInMemoryOnly => then?.IsInMemoryOnly == true;

    internal override async ValueTask<FakeResponse> ApplyAsync(FaultedCall call, CancellationToken cancellationToken)
    {
        await until().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return then is null ? call.Answer() : await then.ApplyAsync(call, cancellationToken).ConfigureAwait(false);
    }
}
