using Shared;

namespace Redox.Client.Sqlite.Tests.Processes;

/// <summary>The sample's own demo, as a reader runs it. It has a limit of its own.</summary>
public sealed class SharedInboxSampleTests
{
    [Fact]
    public async Task Killed_process_costs_no_row() => Assert.Equal(
        """
        Two processes with one inbox. 300 messages are sent to both in turn.
        One process was killed after 100 messages. The other one takes over what it was handling.
        Rows: 300, twice: 0, out of order: 0
        """,
        await RunProgram.OutputOfAsync("SharedInbox", ["demo"]),
        ignoreLineEndingDifferences: true);
}
