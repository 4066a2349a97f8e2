namespace Redox.Client.Testing;

/// <summary>Which requests a script of faults is for. Each call narrows it; <see cref="Then"/> ends it and begins the script.</summary>
public sealed class FaultScope
{
    private readonly RedoxFaults _faults;
    private readonly FakeRoute _route;
    private readonly string _text;
    private readonly Func<RecordedRequest, bool>? _filter;
    private readonly Func<RecordedRequest, string?>? _key;

    internal FaultScope(RedoxFaults faults, FakeRoute route)
        : this(faults, route, $"On({route})", null, null)
    {
    }

    private FaultScope(RedoxFaults faults, FakeRoute route, string text, Func<RecordedRequest, bool>? filter, Func<RecordedRequest, string?>? key) =>
        (_faults, _route, _text, _filter, _key) = (faults, route, text, filter, key);

    /// <summary>Only messages of this kind, as <c>Meta</c> names it; compared exactly.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; all of the data model when left out.</param>
    /// <exception cref="ArgumentException">No such data model or event is known, and it is not one of <see cref="RedoxFakeOptions.CustomEvents"/>.</exception>
    public FaultScope For(string dataModel, string? eventType = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataModel);
        if (eventType is null)
        {
            _faults.Events.Check(dataModel);
        }
        else
        {
            _faults.Events.Check(dataModel, eventType);
        }

        return Narrow(
            eventType is null ? $".For(\"{dataModel}\")" : $".For(\"{dataModel}\", \"{eventType}\")",
            request => request.DataModel == dataModel && (eventType is null || request.EventType == eventType));
    }

    /// <summary>Only requests that pass a test of one's own, by what the journal has of them: <c>r => r.At("Visit.VisitNumber") == "7"</c>.</summary>
    /// <param name="filter">Called while the request waits, from many threads at once. When it throws, the script does not apply, and <see cref="RedoxFaults.Unused"/> and the end of the tenant say so.</param>
    public FaultScope When(Func<RecordedRequest, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Narrow(".When(...)", filter);
    }

    /// <summary>Each key has the whole script for itself: each patient, each visit. Requests without a key do not meet it.</summary>
    /// <param name="key">
    /// The key of a request, such as <c>r => r.At("Patient.Identifiers[0].ID")</c>. Bodies above 256 KB are not kept, and so have no
    /// value <see cref="RecordedRequest.At"/> any place.
    /// </param>
    public FaultScope PerKey(Func<RecordedRequest, string?> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(_faults, _route, _text + ".PerKey(...)", _filter, key);
    }

    /// <summary>The script's first step. From now on the script is in force.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">For how many requests in a row.</param>
    /// <exception cref="ArgumentException">The fault makes no sense on this route.</exception>
    public FaultScript Then(Fault fault, int times = 1) => Begin().Then(fault, times);

    /// <summary>The script's first step lets requests through: the fault comes after them.</summary>
    /// <param name="times">How many requests.</param>
    public FaultScript ThenOk(int times = 1) => Begin().ThenOk(times);

    /// <summary>Every request meets this fault, until <see cref="RedoxFaults.Clear"/>.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <exception cref="ArgumentException">The fault makes no sense on this route.</exception>
    public FaultScript ThenAlways(Fault fault) => Begin().ThenAlways(fault);

    private FaultScope Narrow(string text, Func<RecordedRequest, bool> filter)
    {
        var before = _filter;
        return new(_faults, _route, _text + text, before is null ? filter : request => before(request) && filter(request), _key);
    }

    private FaultScript Begin() => new(_faults, _route, _text, _filter, _key);
}
