using System.Collections.Immutable;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Journal;

namespace Redox.Client.Testing;

/// <summary>
/// The faults that a test scripts, one line each. Every step of a script is used exactly once, however many requests arrive at the same time.
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
/// When several scripts apply to a request, the one that was scripted first is used; once its steps are exhausted, the next one.
/// A request to which no script applies is answered normally.
/// </remarks>
public sealed class RedoxFaults
{
    private ImmutableArray<FaultScript> _scripts = [];

    internal RedoxFaults(bool overSocket, EventNames events) => (OverSocket, Events) = (overSocket, events);

    /// <summary>Whether requests come over a socket.</summary>
    internal bool OverSocket { get; }

    internal EventNames Events { get; }

    /// <summary>The steps that no request has used yet, one line for each script. Empty when every fault happened as scripted.</summary>
    public IReadOnlyList<string> Unused => [.. _scripts.Select(script => script.Unused).OfType<string>()];

    /// <summary>The failures of scripts' lambdas, which explain why a fault did not happen.</summary>
    internal IEnumerable<string> Failures => _scripts.Select(script => script.Failure).OfType<string>();

    /// <summary>The next message, event or query, meets this fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>The script, for further steps.</returns>
    /// <exception cref="ArgumentException">The fault does not apply to messages.</exception>
    public FaultScript Next(Fault fault) => On(FakeRoute.Messages).Then(fault);

    /// <summary>The next token request meets this fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>The script, for further steps.</returns>
    /// <exception cref="ArgumentException">The fault does not apply to token requests.</exception>
    public FaultScript NextToken(Fault fault) => On(FakeRoute.Token).Then(fault);

    /// <summary>Begins a script. Nothing happens until its first step: <see cref="FaultScope.Then"/>.</summary>
    /// <param name="route">The requests to which it applies.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="route"/> is not defined.</exception>
    public FaultScope On(FakeRoute route) => Enum.IsDefined(route) ? new(this, route) : throw new ArgumentOutOfRangeException(nameof(route), route, "There is no such route.");

    /// <summary>Removes all scripts. Requests that have already met their fault are not affected.</summary>
    public void Clear() => ImmutableInterlocked.InterlockedExchange(ref _scripts, []);

    internal void Add(FaultScript script) => ImmutableInterlocked.Update(ref _scripts, static (scripts, added) => scripts.Add(added), script);

    /// <summary>The fault that a request meets, consumed by this call; <see langword="null"/> for none.</summary>
    internal Fault? Take(FakeRoute route, RequestRecord entry)
    {
        var scripts = _scripts;
        if (scripts.IsEmpty)
        {
            return null;
        }

        var request = new RecordedRequest(entry);
        foreach (var script in scripts)
        {
            if (script.TryTake(route, request, out var fault))
            {
                return fault;
            }
        }

        return null;
    }
}
