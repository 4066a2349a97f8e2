using System.Text.Json.Nodes;
using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>What the destination says to a query: the members beside <c>Meta</c>, or an error.</summary>
/// <param name="Members">The members; a <c>Meta</c> among them adds to the one that the exchange writes.</param>
/// <param name="Error">Why there are none.</param>
/// <param name="Problem">What the journal says about it.</param>
internal sealed record QueryAnswer(JsonObject Members, MessageError? Error = null, RequestProblem? Problem = null)
{
    public static QueryAnswer Refused(MessageError error, RequestProblem? problem = null) => new([], error, problem);

    public static implicit operator QueryAnswer(JsonObject members) => new(members);
}
