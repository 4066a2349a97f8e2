using System.Collections.Frozen;

namespace Redox.Client.Testing;

/// <summary>The behaviours on which a test may rely. A copy of the options, so that later changes to them have no effect.</summary>
internal sealed class AcceptedBehaviours(RedoxFakeOptions options)
{
    private readonly bool _refuseAssumed = options.Fidelity == Fidelity.RefuseAssumed;
    private readonly FrozenSet<string> _accepted = options.AcceptedAssumptions.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The refused assumptions on which requests relied, one line for each request and assumption.</summary>
    public IEnumerable<string> Findings(IEnumerable<RecordedRequest> requests) => !_refuseAssumed
        ? []
        : from request in requests
          from behaviour in request.Behaviours
          where behaviour is { Certainty: Certainty.Assumed, Counts: true } && !_accepted.Contains(behaviour.Id)
          select $"#{request.Number} {request.Method} {request.Path} relied on the assumption {behaviour}";
}
