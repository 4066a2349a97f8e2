using System.Text.Json;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>The destination's response to a query: the members other than <c>Meta</c>, or an error.</summary>
/// <param name="Members">The members; their <c>Meta</c>, if any, is merged into the one that the exchange writes.</param>
/// <param name="Error">Why there are none.</param>
/// <param name="Problem">The problem to record in the journal.</param>
internal sealed record QueryResult(JsonElement Members, MessageError? Error = null, RequestProblem? Problem = null)
{
    /// <summary>The rules by which it was found; none for a response written by the test.</summary>
    public IReadOnlyList<Ledger> Follows { get; init; } = [];

    public static QueryResult Refused(MessageError error, RequestProblem? problem = null) => new(default, error, problem);

    public static implicit operator QueryResult(JsonDraft members) => new(members.Freeze());
}
