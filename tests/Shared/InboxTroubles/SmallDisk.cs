using System.Diagnostics;

namespace Shared.InboxTroubles;

/// <summary>A disk in memory, mounted on a folder of its own.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Mounting = "mount";

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Why there can be none here; <see langword="null"/> where there can.</summary>
    public static string? Reason { get; } = CanMount() ? null : "Only root may mount a disk, and only on Linux.";

    private string Filling => Path.Combine(Folder, "filling");

    /// <param name="size">Its size, as mount takes it.</param>
    public static SmallDisk Mount(string size)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("redox-disk").FullName);
        Assert.True(Run(Mounting, "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.Folder));
        return disk;
    }

    /// <summary>Makes it larger.</summary>
    public void Resize(string size) => Assert.True(Run(Mounting, "-o", $"remount,size={size}", Folder));

    /// <summary>A file on it can only be read from now on. Nobody may have opened it.</summary>
    public static void MakeReadOnly(string file) => Assert.True(Run(Mounting, "--bind", file, file) && Run(Mounting, "-o", "remount,bind,ro", file));

    /// <summary>Takes all its room.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> has taken.</summary>
    public void Free() => File.Delete(Filling);

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    public static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool CanMount()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("redox-mount").FullName;
        try
        {
            return Run(Mounting, "-t", "tmpfs", "tmpfs", folder) && Run("umount", folder);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}

/// <summary>A test that mounts a disk. It is skipped where it may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DiskFactAttribute : FactAttribute
{
    public DiskFactAttribute() => Skip = SmallDisk.Reason;
}
