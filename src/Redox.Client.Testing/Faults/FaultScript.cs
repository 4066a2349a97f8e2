using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Redox.Client.Testing;

/// <summary>Faults in their order, for the requests of one <see cref="FaultScope"/>. Requests after the last step are answered as ever.</summary>
public sealed class FaultScript
{
    private readonly RedoxFaults _faults;
    private readonly FakeRoute _route;
    private readonly string _scope;
    private readonly Func<RecordedRequest, bool>? _filter;
    private readonly Func<RecordedRequest, string?>? _key;

    private readonly Lock _gate = new();
    private readonly List<FaultStep> _steps = [];
    private readonly Dictionary<string, long> _used = new(StringComparer.Ordinal);
    private string? _failure;

    internal FaultScript(
        RedoxFaults faults, FakeRoute route, string scope, Func<RecordedRequest, bool>? filter, Func<RecordedRequest, string?>? key) =>
        (_faults, _route, _scope, _filter, _key) = (faults, route, scope, filter, key);

    /// <summary>What a lambda of the test's own has thrown last; <see langword="null"/> when none has.</summary>
    internal string? Failure => Volatile.Read(ref _failure) is { } failure ? $"{_scope}: {failure}" : null;

    /// <summary>What has not been used; <see langword="null"/> when nothing is left. Without keys: they may name patients.</summary>
    internal string? Unused
    {
        get
        {
            lock (_gate)
            {
                List<long> positions = _used.Count == 0 ? [0] : [.. _used.Values];
                var open = positions.ConvertAll(used => _steps.Where(step => step.IsOpen(used)).Select(step => step.Describe(used)).ToList());
                if (open.TrueForAll(steps => steps.Count == 0))
                {
                    return null;
                }

                var keys = _key is null || _used.Count == 0 ? "" : $" for {open.Count(steps => steps.Count > 0)} of {_used.Count} keys";
                var never = _used.Count > 0 ? "" : " No request met this script.";
                return $"{_scope}: not used{keys}: {string.Join(", then ", open.MaxBy(steps => steps.Count)!)}.{never}{(_failure is null ? "" : $" {_failure}")}";
            }
        }
    }

    /// <summary>The next step.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">For how many requests in a row.</param>
    /// <exception cref="ArgumentException">The fault makes no sense on this route.</exception>
    public FaultScript Then(Fault fault, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        return Add(Checked(fault), times);
    }

    /// <summary>The next requests are answered as ever. At the end of a script it says no more than that.</summary>
    /// <param name="times">How many requests.</param>
    public FaultScript ThenOk(int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        return Add(null, times);
    }

    /// <summary>From here on every request meets this fault, until <see cref="RedoxFaults.Clear"/>. Further steps are never reached.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <exception cref="ArgumentException">The fault makes no sense on this route.</exception>
    public FaultScript ThenAlways(Fault fault) => Add(Checked(fault), FaultStep.Endless);

    /// <summary>The scope and the steps, as they were scripted.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return $"{_scope}: {string.Join(", then ", _steps.Select(step => step.Describe(0)))}";
        }
    }

    /// <summary>Uses up the step of a request; <see langword="false"/> when the script does not apply or is at its end.</summary>
    internal bool TryTake(FakeRoute route, RecordedRequest request, out Fault? fault)
    {
        fault = null;
        if (route != _route || !TryGetKey(request, out var key))
        {
            return false;
        }

        lock (_gate)
        {
            var used = _used.GetValueOrDefault(key);
            if (_steps.Find(step => used < step.End) is not { } current)
            {
                return false;
            }

            _used[key] = used + 1;
            fault = current.Fault;
            return true;
        }
    }

    // What the test's own lambdas throw must not reach the client, which could take it for the network's failure.
    [SuppressMessage("Design", "CA1031", Justification = "Anything may come out of a lambda of the test's own; it is told in Unused and at the end.")]
    private bool TryGetKey(RecordedRequest request, [NotNullWhen(true)] out string? key)
    {
        try
        {
            key = _filter?.Invoke(request) == false ? null : _key is null ? "" : _key(request);
            return key is not null;
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _failure, $"When or PerKey failed with {exception.GetType().Name} at request #{request.Number}: {exception.Message}");
            key = null;
            return false;
        }
    }

    private Fault Checked(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.IsInMemoryOnly && _faults.OverSocket)
        {
            throw new ArgumentException(
                $"'{fault}' happens on the client's side of the network, and only {nameof(RedoxFake)}.{nameof(RedoxFake.InMemory)} can play it. Over a socket, dispose the fake or give the client another address.",
                nameof(fault));
        }

        return fault.Only is null || fault.Only == _route
            ? fault
            : throw new ArgumentException($"'{fault}' is a fault of {nameof(FakeRoute)}.{fault.Only}, and the script is for {nameof(FakeRoute)}.{_route}.", nameof(fault));
    }

    private FaultScript Add(Fault? fault, int times)
    {
        lock (_gate)
        {
            var start = _steps.Count == 0 ? 0 : _steps[^1].End;
            _steps.Add(new(fault, start, times == FaultStep.Endless ? long.MaxValue : start + times));
            if (_steps.Count > 1)
            {
                return this;
            }
        }

        // In force with its first step, so that no request meets an empty script.
        _faults.Add(this);
        return this;
    }

    /// <param name="Fault">What goes wrong; <see langword="null"/>: nothing.</param>
    /// <param name="Start">How many requests come before it.</param>
    /// <param name="End">How many requests have come when it is over.</param>
    private sealed record FaultStep(Fault? Fault, long Start, long End)
    {
        public const int Endless = -1;

        // A fault without end is used when it was met once.
        public bool IsOpen(long used) => Fault is not null && used < (End == long.MaxValue ? Start + 1 : End);

        public string Describe(long used)
        {
            var what = Fault?.ToString() ?? "ok";
            var times = End - Math.Max(used, Start);
            return End == long.MaxValue ? $"{what}, always" : times == 1 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}, {times} times");
        }
    }
}
