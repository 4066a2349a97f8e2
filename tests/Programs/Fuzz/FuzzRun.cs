using System.Diagnostics;
using Redox.Client.Fuzz.Targets;

namespace Redox.Client.Fuzz;

/// <summary>Gives mutated inputs to one target, and notes what it does wrong. The same seed gives the same inputs.</summary>
public sealed class FuzzRun : IDisposable
{
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<FuzzTarget>> Known = new()
    {
        ["read"] = () => new ReadTarget(),
        ["destination"] = () => new DestinationTarget(),
        ["sso"] = () => new SsoTarget(),
        ["token"] = () => new TokenTarget(),
        ["response"] = () => new ResponseTarget(),
    };

    private readonly string _name;
    private readonly FuzzTarget _target;
    private readonly string? _folder;
    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;
    private readonly Dictionary<string, FuzzFinding> _findings = [];
    private TimeSpan _slowest;
    private long _largest;
    private int _notSeenAgain;
    private long _inputs;

    private FuzzRun(string name, string? folder) => (_name, _target, _folder) = (name, Known[name](), folder);

    /// <summary>The names of the targets.</summary>
    public static IReadOnlyCollection<string> Targets => Known.Keys;

    /// <summary>Runs until one of the limits is reached.</summary>
    /// <param name="target">One of <see cref="Targets"/>.</param>
    /// <param name="seed">Chooses the inputs.</param>
    /// <param name="maxInputs">How many inputs at most.</param>
    /// <param name="maxCpu">How much processor time at most.</param>
    /// <param name="folder">Where inputs that show something are kept; <see langword="null"/> for nowhere.</param>
    /// <returns>What came of it.</returns>
    public static FuzzReport Run(string target, int seed, long maxInputs, TimeSpan maxCpu, string? folder = null)
    {
        using var run = new FuzzRun(target, folder);
        var random = new Random(seed);
        var mutator = new Mutator(run._target.Seeds);

        // The processor time is looked at now and then: asking costs as much as a small input.
        while (run._inputs < maxInputs && (run._inputs % 32 != 0 || run.Cpu < maxCpu))
        {
            run.Try(mutator.Next(random));
        }

        return run.Report();
    }

    /// <summary>Gives one input to a target, as it was kept.</summary>
    /// <param name="target">One of <see cref="Targets"/>.</param>
    /// <param name="input">The input.</param>
    /// <returns>What came of it.</returns>
    public static FuzzReport Replay(string target, byte[] input)
    {
        using var run = new FuzzRun(target, null);
        run.Try(input);
        return run.Report();
    }

    /// <summary>Ends the target.</summary>
    public void Dispose() => _target.Dispose();

    private TimeSpan Cpu => Environment.CpuUsage.TotalTime - _start;

    private FuzzReport Report() => new(_name, _inputs, Cpu, _slowest, _largest, [.. _findings.Values], _notSeenAgain);

    private void Try(byte[] input)
    {
        _inputs++;
        var before = GC.GetTotalAllocatedBytes();
        var (failure, time) = Once(input);
        _largest = Math.Max(_largest, GC.GetTotalAllocatedBytes() - before);
        _slowest = time > _slowest ? time : _slowest;
        if (failure is not null)
        {
            Note(failure.Value, input);
        }
    }

    // What this input does wrong, if anything: a kind, the place that it is counted by, and all that is known.
    private (Failure? Failure, TimeSpan Time) Once(byte[] input)
    {
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        Failure? failure = null;
        try
        {
            _target.Run(input);
        }
        catch (FuzzFailure wrong)
        {
            failure = new(wrong.Kind, wrong.Kind, wrong.Message);
        }
        catch (Exception exception)
        {
            failure = new(FuzzFinding.Exception, Place(exception), $"{exception}");
        }

        var time = Stopwatch.GetElapsedTime(start);
        // On a machine with other work to do, the clock alone proves nothing.
        var isSlow = time > TooSlow && Environment.CpuUsage.TotalTime - cpu > TooSlow;
        return (failure ?? (isSlow ? new(FuzzFinding.Slow, FuzzFinding.Slow, $"{time}") : null), time);
    }

    private void Note(Failure failure, byte[] input)
    {
        if (_findings.TryGetValue(failure.Place, out var known))
        {
            known.Count++;
        }
        else if (Once(input).Failure?.Place == failure.Place || Once(input).Failure?.Place == failure.Place)
        {
            var finding = new FuzzFinding(failure.Kind, failure.Details, input, _inputs, Cpu);
            finding.File = Keep(finding);
            _findings.Add(failure.Place, finding);
        }
        else
        {
            _notSeenAgain++;
        }
    }

    private string? Keep(FuzzFinding finding)
    {
        if (_folder is null)
        {
            return null;
        }

        var file = Path.Combine(Directory.CreateDirectory(_folder).FullName, $"{_name}-{_findings.Count + 1}.bin");
        File.WriteAllBytes(file, finding.Input.Span);
        File.WriteAllText(Path.ChangeExtension(file, ".txt"), finding.Details);
        return file;
    }

    // The exception's type and the methods nearest to it, without lines: one fault is one place.
    private static string Place(Exception exception) => string.Join(
        " < ", new StackTrace(exception).GetFrames().Select(frame => $"{frame.GetMethod()?.DeclaringType?.Name}.{frame.GetMethod()?.Name}").Take(6).Prepend(exception.GetType().Name));

    private readonly record struct Failure(string Kind, string Place, string Details);
}
