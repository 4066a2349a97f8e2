using System.Diagnostics;
using Shared.InboxTroubles;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>The programs of PostgreSQL on this machine.</summary>
internal static class PostgreSqlPrograms
{
    /// <summary>Where the server and its tools are; <see langword="null"/> when there is no server here.</summary>
    public static string? Folder { get; } =
        OperatingSystem.IsWindows() ? null : Folders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_dump")));

    public static string? Pooler { get; } = SearchPath().Append("/usr/sbin").Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);

    /// <summary>The library that gives a program a clock of its own.</summary>
    public static string? FakeTime { get; } = !OperatingSystem.IsLinux() ? null : Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists);

    public static bool IsRequired(string program) => Environment.GetEnvironmentVariable("REDOX_TESTS_REQUIRE")?.Split(' ', ',').Contains(program) == true;

    /// <summary>Runs a program of the server, which does not run as root.</summary>
    /// <param name="workingFolder">The folder in which it runs.</param>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="prefix">What runs it, when it does not run by itself.</param>
    public static void RunAsServer(string workingFolder, string program, string[] arguments, params string[] prefix)
    {
        string[] command = [.. Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : Array.Empty<string>(), .. prefix, Path.Combine(Folder!, program), .. arguments];
        Start(workingFolder, command[0], command[1..]);
    }

    public static void Run(string program, params string[] arguments) => Start(Path.GetTempPath(), program, arguments);

    // Its output goes to a file of its own: the server keeps what it inherits open.
    private static void Start(string workingFolder, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = workingFolder })!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static IEnumerable<string> Folders() =>
        SearchPath().Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")) : []);

    private static string[] SearchPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
}

/// <summary>A test that needs PostgreSQL. It is skipped where there is none, but fails where REDOX_TESTS_REQUIRE names it: there it should have been installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlTheoryAttribute.Reason;
}

/// <inheritdoc cref="PostgreSqlFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlTheoryAttribute : TheoryAttribute
{
    public PostgreSqlTheoryAttribute() => Skip = Reason;

    internal static string? Reason => PostgreSqlPrograms.Folder is null && !PostgreSqlPrograms.IsRequired("postgresql")
        ? "There is no PostgreSQL server here. Install it (for example 'apt-get install postgresql') to run this test."
        : null;
}

/// <summary>A test that needs libfaketime, too.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClockFactAttribute : FactAttribute
{
    public ClockFactAttribute() => Skip = PostgreSqlTheoryAttribute.Reason ?? (PostgreSqlPrograms.FakeTime is null && !PostgreSqlPrograms.IsRequired("faketime")
        ? "There is no libfaketime here. Install it (for example 'apt-get install faketime') to run this test."
        : null);
}

/// <summary>A test that needs PgBouncer, too.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PoolerTheoryAttribute : TheoryAttribute
{
    public PoolerTheoryAttribute() => Skip = PostgreSqlTheoryAttribute.Reason ?? (PostgreSqlPrograms.Pooler is null && !PostgreSqlPrograms.IsRequired("pgbouncer")
        ? "There is no PgBouncer here. Install it (for example 'apt-get install pgbouncer') to run this test."
        : null);
}

/// <summary>A test that mounts a disk for the server, too.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlDiskFactAttribute : FactAttribute
{
    public PostgreSqlDiskFactAttribute() => Skip = PostgreSqlTheoryAttribute.Reason ?? SmallDisk.Reason;
}
