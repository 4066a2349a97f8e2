using System.Text;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>Lists the verbs of a path, for a request that asks for them: <c>OPTIONS</c>.</summary>
internal static class OptionsAnswer
{
    [Follows(Ledger.RouteOptions)]
    public static FakeResponse? To(FakeRequest request, RequestRecord entry, EndpointMatch match)
    {
        if (request.Method != HttpMethod.Options.Method || match.Verbs is not { } verbs)
        {
            return null;
        }

        entry.RestOn(Ledger.RouteOptions);
        return new(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(verbs)) { Headers = [new("Allow", verbs)] };
    }
}
