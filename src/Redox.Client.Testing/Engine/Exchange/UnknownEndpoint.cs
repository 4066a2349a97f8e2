using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>Refuses a request that no endpoint answers, and lists those that there are.</summary>
internal static class UnknownEndpoint
{
    private static readonly string Known = string.Join(", ", EndpointTable.All);

    /// <param name="entry">The request's entry in the journal.</param>
    /// <param name="nearest">The endpoint that has its path but another verb; <see langword="null"/> if there is none.</param>
    [Follows(Ledger.RouteUnknown, Ledger.RouteUnknownIs404, Ledger.ReplyWords)]
    public static FakeResponse Answer(RequestRecord entry, FakeEndpoint? nearest)
    {
        var hint = nearest is null ? $"It answers {Known}; {nameof(RedoxFake)}.{nameof(RedoxFake.WireMock)} takes mappings for other paths" : $"This path answers {nearest.Method}";
        entry.Report(RequestProblemKind.RouteUnknown, $"{entry.Method} {entry.Path} is not an endpoint of the fake. {hint}.");
        entry.RestOn(Ledger.RouteUnknown, Ledger.RouteUnknownIs404, Ledger.ReplyWords);
        return FakeResponse.Text(404, "Not Found");
    }
}
