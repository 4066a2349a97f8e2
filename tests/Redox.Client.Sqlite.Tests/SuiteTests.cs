using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Redox.Client.Testing;

namespace Redox.Client.Sqlite.Tests;

/// <summary>The inbox keeps the contract.</summary>
public sealed class SuiteTests(SuiteTests.Folder folder) : IClassFixture<SuiteTests.Folder>
{
    public static TheoryData<string> Names => [.. RedoxInboxSuite.Cases(Subject("unused")).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Sqlite_keeps_the_rule(string name) => RedoxInboxSuite.Cases(Subject(Path.Combine(folder.Path, $"{Guid.NewGuid():N}.db"))).Single(one => one.Name == name).RunAsync();

    private static RedoxInboxSuiteSubject Subject(string file) => new()
    {
        OpenAsync = _ => Task.FromResult(Open(file)),
        ExpireLeaseAsync = async (lease, _, cancellationToken) =>
        {
            await using var connection = await ConnectAsync(file, cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE redox_inbox SET lease_until = 0 WHERE id = $id AND lease_until IS NOT NULL";
            command.Parameters.AddWithValue("$id", lease.Id);
            await command.ExecuteNonQueryAsync(cancellationToken);
        },
        StartProcess = arguments => Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "InboxCluster.dll"), file, "--suite", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!,
        BeginTransactionAsync = async cancellationToken => await (await ConnectAsync(file, cancellationToken)).BeginTransactionAsync(cancellationToken),
    };

    private static IRedoxInbox Open(string file)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UseSqliteInbox($"Data Source={file}");
        return services.BuildServiceProvider().GetRequiredKeyedService<IRedoxInbox>("");
    }

    private static async Task<SqliteConnection> ConnectAsync(string file, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Where the files of all cases are.</summary>
    public sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("redox-inbox-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
