using System.Diagnostics;
using System.Globalization;

namespace MemoryCeiling;

/// <summary>This program once more, as a process that gets no more than so much memory: by a cgroup where this machine allows it, else by the limit of .NET's heap.</summary>
internal sealed class LimitedProcess : IDisposable
{
    private static readonly (string Parent, string Limit, string Peak)[] Groups =
    [
        ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.max_usage_in_bytes"),
        ("/sys/fs/cgroup", "memory.max", "memory.peak"),
    ];

    private readonly Process _process;
    private readonly string? _group;
    private readonly string? _peak;

    private LimitedProcess(Process process, string? group, string? peak) => (_process, _group, _peak) = (process, group, peak);

    public string LimitedBy => _group is null ? "DOTNET_GCHeapHardLimit" : "a cgroup";

    public StreamReader Output => _process.StandardOutput;

    public bool HasEnded => _process.HasExited;

    /// <summary>The largest resident set so far, in MB, and where there is a cgroup what all of it took, files that the system keeps in memory included.</summary>
    public string Peak()
    {
        var resident = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        var kilobytes = long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        var group = _group is not null && File.Exists(Path.Combine(_group, _peak!))
            ? $", of its group {long.Parse(File.ReadAllText(Path.Combine(_group, _peak!)), CultureInfo.InvariantCulture) >> 20:N0} MB" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{kilobytes / 1024:N0} MB{group}");
    }

    public static LimitedProcess Start(long bytes, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "MemoryCeiling.dll");
        var (group, peak) = MakeGroup(bytes);
        var start = group is null
            ? new ProcessStartInfo("dotnet", [program, .. arguments])
            : new ProcessStartInfo("sh", ["-c", $"echo $$ > {group}/cgroup.procs && exec dotnet \"$@\"", "sh", program, .. arguments]);
        start.RedirectStandardOutput = true;
        if (group is null)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{bytes / 4 * 3:x}"; // As .NET does within a container.
        }

        return new LimitedProcess(Process.Start(start)!, group, peak);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        if (_group is not null)
        {
            Directory.Delete(_group);
        }
    }

    private static (string? Folder, string? Peak) MakeGroup(long bytes)
    {
        foreach (var (parent, limit, peak) in Groups.Where(group => Directory.Exists(group.Parent)))
        {
            var folder = Path.Combine(parent, $"redox-memory-{Environment.ProcessId}-{Guid.NewGuid():N}");
            try
            {
                Directory.CreateDirectory(folder);
                if (File.Exists(Path.Combine(folder, limit)))
                {
                    File.WriteAllText(Path.Combine(folder, limit), bytes.ToString(CultureInfo.InvariantCulture));
                    return (folder, peak);
                }

                Directory.Delete(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Not for us: the next one, or the limit of the heap.
            }
        }

        return default;
    }
}
