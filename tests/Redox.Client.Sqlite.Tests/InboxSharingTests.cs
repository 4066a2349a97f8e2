using Microsoft.Extensions.DependencyInjection;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Who handles the messages of a file when its path is a link, and when the file that says so is deleted or cannot be opened.</summary>
public sealed class InboxSharingTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    private string WorkerFile => $"{Database}-worker";

    [FactWhereLinksCanBeMade]
    public async Task A_file_and_a_link_to_it_are_one_inbox_that_one_application_handles()
    {
        var link = Path.Combine(_folder, "link.db");
        File.CreateSymbolicLink(link, "inbox.db");

        await OneHandlesAsync(Database, link);

        Assert.Equal(["inbox.db", "inbox.db-worker", "link.db"], Directory.GetFiles(_folder).Select(Path.GetFileName).Where(name => !IsLog(name!)).Order(StringComparer.Ordinal));
    }

    [FactWhereLinksCanBeMade]
    public async Task Relative_link_in_a_linked_folder_is_resolved()
    {
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "releases", "5")).FullName;
        File.CreateSymbolicLink(Path.Combine(inner, "inbox.db"), Path.Combine("..", "..", "inbox.db"));
        var current = Path.Combine(_folder, "current");
        Directory.CreateSymbolicLink(current, inner);

        await OneHandlesAsync(Path.Combine(current, "inbox.db"), Database);

        Assert.True(File.Exists(WorkerFile));
    }

    [FactWhereLinksCanBeMade]
    public void Links_that_form_a_circle_are_refused()
    {
        var other = Path.Combine(_folder, "other.db");
        File.CreateSymbolicLink(Database, other);
        File.CreateSymbolicLink(other, Database);

        var fault = Assert.Throws<RedoxConfigurationException>(() => new TestDestination(destination => destination.UseSqliteInbox($"Data Source={Database}")));

        Assert.Contains("the links form a circle", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_gives_way_to_a_later_one_when_its_file_is_deleted()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There a file that is open cannot be deleted.
        }

        await using var first = await InboxApplication.StartAsync(Database);
        await first.IdleAsync();
        File.Delete(WorkerFile);
        await using var second = await InboxApplication.StartAsync(Database);
        await second.IdleAsync();

        await first.UntilAsync(() => first.App.Log.Contains("Another process handles the messages", StringComparison.Ordinal), Second);
        for (var number = 0; number < 20; number++)
        {
            await (number % 2 == 0 ? first : second).PostAsync($"{number}");
        }

        await second.UntilAsync(() => second.Journal.Count == 20, Second);
        await first.IdleAsync();
        Assert.Empty(first.Journal);
        Assert.Contains($"another process took over its messages, because {WorkerFile} was deleted or replaced", first.App.Log, StringComparison.Ordinal);

        await second.StopAsync();
        await first.PostAsync("a");
        await first.UntilAsync(() => first.Journal.Count == 1, Second);
    }

    [Fact]
    public async Task Worker_file_that_cannot_be_opened_is_refused_at_start()
    {
        Directory.CreateDirectory(WorkerFile);

        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

        Assert.Contains($"{WorkerFile} is a folder, but the inbox needs a file of that name. Move the folder away.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_file_that_cannot_be_reopened_is_reported_with_a_remedy()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There a file that is open cannot be deleted.
        }

        await using var first = await InboxApplication.StartAsync(Database);
        await first.IdleAsync();
        await using var second = await InboxApplication.StartAsync(Database);
        await second.IdleAsync();
        File.Delete(WorkerFile);
        Directory.CreateDirectory(WorkerFile);

        await second.UntilAsync(() => second.App.Log.Contains($"cannot be read or written ({WorkerFile} is a folder", StringComparison.Ordinal), Second);

        Directory.Delete(WorkerFile);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task OneHandlesAsync(string path, string otherPath)
    {
        await using var first = await InboxApplication.StartAsync(path);
        await first.IdleAsync();
        await using var second = await InboxApplication.StartAsync(otherPath);
        await second.IdleAsync();

        await second.PostAsync("a");
        await first.UntilAsync(() => first.Journal.Count == 1, Second);

        Assert.Contains("Another process handles the messages", second.App.Log, StringComparison.Ordinal);
        Assert.Empty(second.Journal);
    }

    private static bool IsLog(string name) => name.EndsWith("-wal", StringComparison.Ordinal) || name.EndsWith("-shm", StringComparison.Ordinal);

    private sealed class FactWhereLinksCanBeMadeAttribute : FactAttribute
    {
        public FactWhereLinksCanBeMadeAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows lets administrators only make links." : null;
    }
}
