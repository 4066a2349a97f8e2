using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.InboxTroubles;

namespace Redox.Client.Sqlite.Tests;

public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-backup-").FullName;

    [Fact]
    public async Task Copy_that_is_made_while_messages_come_and_go_is_the_inbox_of_one_moment()
    {
        var (file, copy) = (Path.Combine(_folder, "inbox.db"), Path.Combine(_folder, "copy.db"));

        await InboxBackup.IsOfOneMomentAsync(Open(file), async () =>
        {
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"VACUUM INTO '{copy}'";
            await command.ExecuteNonQueryAsync();
            return Open(copy);
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IRedoxInbox Open(string file)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UseSqliteInbox($"Data Source={file}");
        return services.BuildServiceProvider().GetRequiredKeyedService<IRedoxInbox>("");
    }
}
