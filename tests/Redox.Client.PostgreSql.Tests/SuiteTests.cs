using Redox.Client.Testing;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>The inbox keeps the contract, directly and behind a pooler of transactions.</summary>
[Collection(nameof(PostgreSqlCluster))]
public sealed class SuiteTests(SuiteTests.Database database) : IClassFixture<SuiteTests.Database>
{
    public static TheoryData<string> Names => [.. RedoxInboxSuite.Cases(Inboxes.Subject("")).Select(one => one.Name)];

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public async Task PostgreSql_keeps_the_rule(string name) => await Run(Inboxes.Subject(await database.CreatedAsync()), name);

    [PoolerTheory]
    [MemberData(nameof(Names))]
    public async Task PostgreSql_keeps_the_rule_behind_a_pooler(string name) =>
        await Run(Inboxes.Subject(await database.CreatedAsync(), async () => database.Cluster.ThroughPooler(await database.CreatedAsync())), name);

    private static Task Run(RedoxInboxSuiteSubject subject, string name) => RedoxInboxSuite.Cases(subject).Single(one => one.Name == name).RunAsync();

    /// <summary>One database for all cases: each has destinations of its own.</summary>
    public sealed class Database(PostgreSqlCluster cluster)
    {
        private readonly Lazy<Task<string>> _connectionString = new(cluster.CreateDatabaseAsync);

        public PostgreSqlCluster Cluster => cluster;

        public Task<string> CreatedAsync() => _connectionString.Value;
    }
}
