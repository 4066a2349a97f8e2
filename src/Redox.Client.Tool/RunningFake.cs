using Redox.Client.Testing;
using Redox.Client.Tool.Control.Faults;

namespace Redox.Client.Tool;

/// <summary>A fake that is ready, with all that the program knows of it.</summary>
/// <param name="Fake">The fake.</param>
/// <param name="Seeds">The events that it has from the start.</param>
/// <param name="Options">What the program was told.</param>
/// <param name="ControlToken">What calls of the control API must send; <see langword="null"/> for nothing.</param>
internal sealed record RunningFake(RedoxFake Fake, Seeds Seeds, HostOptions Options, string? ControlToken)
{
    /// <summary>The requests that the fault Held holds back.</summary>
    public HeldRequests Held { get; } = new();

    /// <summary>All accepted values of <c>aud</c>.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>Everything as at the start. The journal comes last, so that it holds nothing from before.</summary>
    public void Reset()
    {
        Fake.Faults.Clear();
        Held.Release();
        Fake.Clock.Return();
        Fake.Auth.RevokeTokens();
        Fake.Exchange.RateLimit.Restart();
        Fake.Data.Reset();
        Seeds.AddTo(Fake);
        Fake.Requests.Clear();
    }
}
