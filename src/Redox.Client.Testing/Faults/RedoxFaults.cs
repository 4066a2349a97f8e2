using System.Collections.Immutable;

namespace Redox.Client.Testing;

/// <summary>
/// What goes wrong, scripted by the test, one line each. Every step of a script is used exactly once, however many requests arrive at once.
/// Safe for concurrent use.
/// </summary>
/// <example>
/// <code>
/// redox.Faults.Next(Fault.TooManyRequests(retryAfter: TimeSpan.FromSeconds(7)));
/// redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").PerKey(r => r.At("Patient.Identifiers[0].ID"))
///     .Then(Fault.ServerError).Then(Fault.DropAfterAcceptance, times: 2).ThenOk();
/// </code>
/// </example>
/// <remarks>
/// When several scripts apply to a request, the one that was scripted first has its turn; when its steps are used up, the next one.
/// A request that no script applies to is answered as ever.
/// </remarks>
public sealed class RedoxFaults
{
    private ImmutableArray<FaultScript> _scripts = [];

    internal RedoxFaults(bool overSocket, EventNames events) => (OverSocket, Events) = (overSocket, events);

    /// <summary>Whether requests come over a socket.</summary>
    internal bool OverSocket { get; }

    internal EventNames Events { get; }

    /// <summary>The steps that no request has used yet, one line for each script. Empty when all went wrong as planned.</summary>
    public IReadOnlyList<string> Unused => [.. _scripts.Select(script => script.Unused).OfType<string>()];

    /// <summary>The lambdas of scripts that threw, which is why a fault did not happen.</summary>
    internal IEnumerable<string> Failures => _scripts.Select(script => script.Failure).OfType<string>();

    /// <summary>The next message, event or query, meets this fault.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <returns>The script, for further steps.</returns>
    /// <exception cref="ArgumentException">The fault makes no sense for a message.</exception>
    public FaultScript Next(Fault fault) => On(FakeRoute.Messages).Then(fault);

    /// <summary>The next request for a token meets this fault.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <returns>The script, for further steps.</returns>
    /// <exception cref="ArgumentException">The fault makes no sense for a token request.</exception>
    public FaultScript NextToken(Fault fault) => On(FakeRoute.Token).Then(fault);

    /// <summary>Begins a script. Nothing happens until its first step: <see cref="FaultScope.Then"/>.</summary>
    /// <param name="route">Which requests it is for.</param>
    public FaultScope On(FakeRoute route) => new(this, route);

    /// <summary>Forgets all scripts. Requests that have met their fault already are not called back.</summary>
    public void Clear() => ImmutableInterlocked.InterlockedExchange(ref _scripts, []);

    internal void Add(FaultScript script) => ImmutableInterlocked.Update(ref _scripts, static (scripts, added) => scripts.Add(added), script);

    /// <summary>The fault that a request meets, used up by this call; <see langword="null"/> for none.</summary>
    internal Fault? Take(FakeRoute route, RecordedRequest request)
    {
        foreach (var script in _scripts)
        {
            if (script.TryTake(route, request, out var fault))
            {
                return fault;
            }
        }

        return null;
    }
}
