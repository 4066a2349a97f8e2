using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>A comparison that runs when it is awaited; until then its settings can change.</summary>
public sealed class SettingsTask
{
    private readonly string _target;
    private readonly Lazy<Task> _comparison;
    private Snapshot _snapshot;
    private Scrubber _scrubber;

    internal SettingsTask(Snapshot snapshot, string target, Scrubber scrubber)
    {
        (_snapshot, _target, _scrubber) = (snapshot, target, scrubber);
        _comparison = new Lazy<Task>(() => _snapshot.CompareAsync(_scrubber.Scrub(_target)));
    }

    /// <summary>Adds the arguments of a theory to the name of the file.</summary>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        _snapshot = _snapshot with { Parameters = [.. parameters.Select(parameter => $"{parameter ?? "null"}")] };
        return this;
    }

    /// <summary>Replaces GUIDs in the midst of text too.</summary>
    public SettingsTask ScrubInlineGuids() => With(_scrubber with { Guids = true });

    /// <summary>Leaves GUIDs as they are.</summary>
    public SettingsTask DontScrubGuids() => With(_scrubber with { Guids = false });

    /// <summary>Leaves dates and times as they are.</summary>
    public SettingsTask DontScrubDateTimes() => With(_scrubber with { Times = false });

    /// <summary>Compares now.</summary>
    public Task ToTask() => _comparison.Value;

    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    public static implicit operator Task(SettingsTask settings) => settings.ToTask();

    private SettingsTask With(Scrubber scrubber)
    {
        _scrubber = scrubber;
        return this;
    }
}
