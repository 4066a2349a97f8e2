using System.Collections.Frozen;

namespace Redox.Client.Testing;

/// <summary>Which behaviours a test may lean on. A copy of the options, so that later changes of them have no effect.</summary>
internal sealed class AcceptedBehaviours(RedoxFakeOptions options)
{
    private readonly bool _refuseAssumed = options.Fidelity == Fidelity.RefuseAssumed;
    private readonly FrozenSet<string> _accepted = options.AcceptedAssumptions.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What the requests leaned on and should not have, one line for each request and assumption.</summary>
    public IEnumerable<string> Findings(IEnumerable<RecordedRequest> requests) => !_refuseAssumed
        ? []
        : from request in requests
          from behaviour in request.Behaviours
          where behaviour is { Certainty: Certainty.Assumed, Counts: true } && !_accepted.Contains(behaviour.Id)
          select $"#{request.Number} {request.Method} {request.Path} leaned on the assumption {behaviour}";
}
