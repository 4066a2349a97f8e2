namespace Redox.Client.Testing;

/// <summary>The requests to which a script of faults applies. Each call narrows the scope; <see cref="Then"/> ends it and begins the script.</summary>
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

    /// <summary>Only messages of this kind, as named in <c>Meta</c>; compared exactly.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; when omitted, all event types of the data model.</param>
    /// <exception cref="ArgumentException">The data model or event is unknown, and it is not one of <see cref="RedoxFakeOptions.CustomEvents"/>.</exception>
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

    /// <summary>Only requests that match a predicate over their journal entry: <c>r => r.At("Visit.VisitNumber") == "7"</c>.</summary>
    /// <param name="filter">Called while the request waits, possibly from many threads at once. When it throws, the script does not apply; <see cref="RedoxFaults.Unused"/> and the tenant's disposal report it.</param>
    public FaultScope When(Func<RecordedRequest, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Narrow(".When(...)", filter);
    }

    /// <summary>Runs the whole script separately for each key, such as each patient or visit. It does not apply to requests without a key.</summary>
    /// <param name="key">
    /// The key of a request, such as <c>r => r.At("Patient.Identifiers[0].ID")</c>. Bodies above 256 KB are not kept, so that
    /// <see cref="RecordedRequest.At"/> finds no values in them.
    /// </param>
    public FaultScope PerKey(Func<RecordedRequest, string?> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(_faults, _route, _text + ".PerKey(...)", _filter, key);
    }

    /// <summary>The script's first step. The script applies from now on.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of consecutive requests.</param>
    /// <exception cref="ArgumentException">The fault does not apply to this route.</exception>
    public FaultScript Then(Fault fault, int times = 1) => Begin().Then(fault, times);

    /// <summary>The script's first step lets requests through: the fault comes after them.</summary>
    /// <param name="times">The number of requests.</param>
    public FaultScript ThenOk(int times = 1) => Begin().ThenOk(times);

    /// <summary>Every request meets this fault, until <see cref="RedoxFaults.Clear"/>.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentException">The fault does not apply to this route.</exception>
    public FaultScript ThenAlways(Fault fault) => Begin().ThenAlways(fault);

    private FaultScope Narrow(string text, Func<RecordedRequest, bool> filter)
    {
        var before = _filter;
        return new(_faults, _route, _text + text, before is null ? filter : request => before(request) && filter(request), _key);
    }

    private FaultScript Begin() => new(_faults, _route, _text, _filter, _key);
}
