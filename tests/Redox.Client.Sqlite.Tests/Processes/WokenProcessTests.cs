using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.InboxTroubles;

namespace Redox.Client.Sqlite.Tests.Processes;

public sealed class WokenProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-woken").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [TheoryWithSignals]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Process_that_was_paused_past_its_leases_can_neither_complete_nor_commit_nor_retry_nor_park(int maxAttempts)
    {
        Execute("CREATE TABLE ledger (position INTEGER PRIMARY KEY AUTOINCREMENT, patient TEXT NOT NULL, number INTEGER NOT NULL)");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UseSqliteInbox($"Data Source={Database}");
        await using var provider = services.BuildServiceProvider();

        await WokenProcess.ChangesNothingAsync(
            Database,
            provider.GetRequiredKeyedService<IRedoxInbox>(""),
            () =>
            {
                Execute("UPDATE redox_inbox SET lease_until = 0 WHERE lease_until IS NOT NULL");
                return Task.CompletedTask;
            },
            maxAttempts);

        Assert.Equal(0L, Execute("SELECT count(*) FROM ledger"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private object? Execute(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }

    private sealed class TheoryWithSignalsAttribute : TheoryAttribute
    {
        public TheoryWithSignalsAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows cannot stop a process and continue it." : null;
    }
}
