using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Authentication;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>Invalidates the bearer token of the request permanently, and handles the request normally: it is refused because of its token.</summary>
internal sealed class WorthlessTokenFault(string text, Action<AccessToken, DateTimeOffset> spoil) : Fault(text, FakeRoute.Messages)
{
    internal override ValueTask<FakeReply> ApplyAsync(FaultedCall call, CancellationToken cancellationToken)
    {
        if (BearerCheck.TokenOf(call.Request) is { } value && call.Tokens.Find(value) is { } token)
        {
            spoil(token, call.Clock.GetUtcNow());
        }

        return new(call.Answer());
    }
}
