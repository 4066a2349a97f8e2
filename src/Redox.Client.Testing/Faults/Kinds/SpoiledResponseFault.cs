using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Handles the request normally, and corrupts the response on its way back.</summary>
internal sealed class SpoiledResponseFault(string text, Func<FakeResponse, FakeResponse> spoil) : Fault(text)
{
    internal override ValueTask<FakeResponse> ApplyAsync(FaultedCall call, CancellationToken cancellationToken) => new(spoil(call.Answer() with { IsCompressible = false }));
}
