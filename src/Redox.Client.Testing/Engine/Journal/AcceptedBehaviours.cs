using System.Collections.Frozen;

namespace Redox.Client.Testing.Engine.Journal;

/// <summary>The behaviours on which a test may rely. A copy of the options, so that later changes to them have no effect.</summary>
internal sealed class AcceptedBehaviours(RedoxFakeOptions options)
{
    private readonly bool _refuseAssumed = options.Fidelity == FidelityPolicy.RefuseAssumed;
    private readonly FrozenSet<string> _accepted = options.AcceptedAssumptions.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The refused assumptions on which requests relied, one line for each request and assumption.</summary>
    public IEnumerable<string> Findings(RequestJournal journal) => !_refuseAssumed
        ? []
        : from request in journal.Snapshot()
          from behaviour in request.Behaviours.Select(FakeBehaviour.Of)
          where behaviour is { Certainty: Certainty.Assumed, Counts: true } && !_accepted.Contains(behaviour.Id)
          select $"#{request.Number} {request.Method} {request.Path} relied on the assumption {behaviour}";
}
