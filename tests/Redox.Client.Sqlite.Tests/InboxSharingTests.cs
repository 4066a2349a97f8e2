using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>A file whose path is a link is one inbox under all its names.</summary>
public sealed class InboxSharingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [FactWhereLinksCanBeMade]
    public async Task A_file_and_a_link_to_it_are_one_inbox()
    {
        var link = Path.Combine(_folder, "link.db");
        File.CreateSymbolicLink(link, "inbox.db");

        await AreOneAsync(Database, link);

        Assert.Equal(["inbox.db", "link.db"], Directory.GetFiles(_folder).Select(Path.GetFileName).Where(name => !IsLog(name!)).Order(StringComparer.Ordinal));
    }

    [FactWhereLinksCanBeMade]
    public async Task Relative_link_in_a_linked_folder_is_resolved()
    {
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "releases", "5")).FullName;
        File.CreateSymbolicLink(Path.Combine(inner, "inbox.db"), Path.Combine("..", "..", "inbox.db"));
        var current = Path.Combine(_folder, "current");
        Directory.CreateSymbolicLink(current, inner);

        await AreOneAsync(Path.Combine(current, "inbox.db"), Database);
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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task AreOneAsync(string path, string otherPath)
    {
        await using var first = await InboxApplication.StartAsync(path);
        await using var second = await InboxApplication.StartAsync(otherPath);

        await second.PostAsync("a");

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await first.PostAsync("a")).Outcome);
        await second.UntilAsync(() => first.Journal.Count + second.Journal.Count == 1);
    }

    private static bool IsLog(string name) => name.EndsWith("-wal", StringComparison.Ordinal) || name.EndsWith("-shm", StringComparison.Ordinal);

    private sealed class FactWhereLinksCanBeMadeAttribute : FactAttribute
    {
        public FactWhereLinksCanBeMadeAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows lets administrators only make links." : null;
    }
}
