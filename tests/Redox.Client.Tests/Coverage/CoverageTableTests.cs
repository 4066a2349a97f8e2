using Redox.ModelGenerator;

namespace Redox.Client.Tests.Coverage;

public sealed class CoverageTableTests
{
    private const string Introduction =
        """
        # Events and what is there for each

        Made by a test that does what the table says: it sends each event through the client to the fake exchange, and asks each query.
        *sample*: how many messages in `tests/Redox.Client.Tests/Samples` are of the event (an answer that echoes its query's event type counts for the query).
        *answered*: whether the fake answers a query from what was sent or seeded, or with an empty valid answer until a test scripts one.

        | event | kind | type | builder | sample | sent by a test | answered by the fake |
        |---|---|---|---|---|---|---|

        """;

    [Fact]
    public async Task The_table_of_events_tells_what_is_there()
    {
        var folder = Path.Combine(Repository.Root(), "docs");
        var table = await TableAsync();

        if (await File.ReadAllTextAsync(Path.Combine(folder, "coverage.md")) != table)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "coverage.received.md"), table);
            Assert.Fail("docs/coverage.md is out of date: look at docs/coverage.received.md and put it in its place.");
        }
    }

    private static async Task<string> TableAsync()
    {
        await using var coverage = new EventCoverage();
        var rows = new List<string>();
        foreach (var definition in RedoxJson.Definitions)
        {
            rows.Add(await coverage.RowAsync(definition));
        }

        return $"{Introduction}{string.Join('\n', rows)}\n";
    }
}
