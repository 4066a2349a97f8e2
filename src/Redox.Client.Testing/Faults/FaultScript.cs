using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Redox.Client.Testing;

/// <summary>A sequence of faults for the requests of one <see cref="FaultScope"/>. Requests after the last step are answered normally.</summary>
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

    /// <summary>The last exception thrown by one of the test's lambdas; <see langword="null"/> if there was none.</summary>
    internal string? Failure => Volatile.Read(ref _failure) is { } failure ? $"{_scope}: {failure}" : null;

    /// <summary>The unused steps; <see langword="null"/> if there are none. Without keys, because they may identify patients.</summary>
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
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of consecutive requests.</param>
    /// <exception cref="ArgumentException">The fault does not apply to this route.</exception>
    public FaultScript Then(Fault fault, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        return Add(Checked(fault), times);
    }

    /// <summary>The next requests are answered normally. At the end of a script it only states what happens anyway.</summary>
    /// <param name="times">The number of requests.</param>
    public FaultScript ThenOk(int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        return Add(null, times);
    }

    /// <summary>From then on every request meets this fault, until <see cref="RedoxFaults.Clear"/>. Further steps are never reached.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentException">The fault does not apply to this route.</exception>
    public FaultScript ThenAlways(Fault fault) => Add(Checked(fault), FaultStep.Endless);

    /// <summary>The scope and the steps as scripted.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return $"{_scope}: {string.Join(", then ", _steps.Select(step => step.Describe(0)))}";
        }
    }

    /// <summary>Consumes the step for a request; <see langword="false"/> if the script does not apply or has ended.</summary>
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

    // Exceptions of the test's lambdas must not reach the client, which could mistake them for network failures.
    [SuppressMessage("Design", "CA1031", Justification = "A lambda of the test may throw anything; Unused and the tenant's disposal report it.")]
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
                $"'{fault}' happens on the client's side of the network, so only {nameof(RedoxFake)}.{nameof(RedoxFake.InMemory)} can simulate it. Over a socket, dispose the fake or give the client another address.",
                nameof(fault));
        }

        return fault.Only is null || fault.Only == _route
            ? fault
            : throw new ArgumentException($"'{fault}' is a fault for the route {fault.Only}, but the script is for the route {_route}.", nameof(fault));
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

        // Registered with its first step, so that no request meets an empty script.
        _faults.Add(this);
        return this;
    }

    /// <param name="Fault">The fault; <see langword="null"/> for none.</param>
    /// <param name="Start">The number of requests before it.</param>
    /// <param name="End">The number of requests after which it is over.</param>
    private sealed record FaultStep(Fault? Fault, long Start, long End)
    {
        public const int Endless = -1;

        // An endless fault counts as used once a request has met it.
        public bool IsOpen(long used) => Fault is not null && used < (End == long.MaxValue ? Start + 1 : End);

        public string Describe(long used)
        {
            var what = Fault?.ToString() ?? "ok";
            var times = End - Math.Max(used, Start);
            return End == long.MaxValue ? $"{what}, always" : times == 1 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}, {times} times");
        }
    }
}
