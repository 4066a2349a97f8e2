using System.Text.Json;
using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>What the destination says to a query: the members beside <c>Meta</c>, or an error.</summary>
/// <param name="Members">The members; a <c>Meta</c> among them adds to the one that the exchange writes.</param>
/// <param name="Error">Why there are none.</param>
/// <param name="Problem">What the journal says about it.</param>
internal sealed record QueryAnswer(JsonElement Members, MessageError? Error = null, RequestProblem? Problem = null)
{
    /// <summary>By what rules it was found; of an answer that the test has written, none.</summary>
    public IReadOnlyList<Ledger> Follows { get; init; } = [];

    public static QueryAnswer Refused(MessageError error, RequestProblem? problem = null) => new(default, error, problem);

    public static implicit operator QueryAnswer(JsonDraft members) => new(members.Freeze());
}
