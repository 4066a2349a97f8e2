using System.Diagnostics;
using System.Text;
using Npgsql;
using Redox.Client.Receiving;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

[Collection(nameof(TroubledServer))]
public sealed class DeathTests(PostgreSqlCluster cluster)
{
    private const int MaxDeaths = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [PostgreSqlFact]
    public async Task Message_that_kills_its_process_is_parked_alone()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(source, "create table ledger (position bigserial primary key, patient text not null, number bigint not null)");
        using (var first = Start(connectionString))
        {
            var address = await AddressAsync(first);
            foreach (var patient in (string[])["a", "deadly", "b"])
            {
                await TryPostAsync(address, patient);
            }

            await first.WaitForExitAsync().WaitAsync(Limit);
        }

        for (var death = 2; death <= MaxDeaths; death++)
        {
            await ExpireAsync(source);
            using var next = Start(connectionString);
            await next.WaitForExitAsync().WaitAsync(Limit);
        }

        await ExpireAsync(source);
        using var last = Start(connectionString);
        try
        {
            var lives = await AddressAsync(last);
            foreach (var patient in (string[])["a", "b", "c"])
            {
                await TryPostAsync(lives, patient); // Redox delivers again what it has no response for.
            }

            var inbox = Open(connectionString);
            using var limit = new CancellationTokenSource(Limit);
            while (await inbox.CountAsync("", limit.Token) is not { Waiting: 0, Running: 0, Parked: 1 })
            {
            }

            Assert.Equal((MaxDeaths, "deadly"), (await inbox.ListAsync("", RedoxInboxItemState.Parked, 0, 10)).Select(item => (item.Deaths, item.LogId)).Single());
            Assert.False(last.HasExited);
            Assert.Equal("a b c", await ScalarAsync<string>(source, "select string_agg(patient, ' ' order by patient) from ledger"));
        }
        finally
        {
            last.Kill();
        }
    }

    private static Process Start(string connectionString) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "InboxCluster.dll"), connectionString, "--serve", "--max-deaths", $"{MaxDeaths}"]) { RedirectStandardOutput = true })!;

    private static async Task<Uri> AddressAsync(Process process) => new((await process.StandardOutput.ReadLineAsync().WaitAsync(Limit))!["listening ".Length..]);

    private static Task ExpireAsync(NpgsqlDataSource source) => ExecuteAsync(source, "update redox.inbox set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null");

    private static async Task TryPostAsync(Uri address, string patient)
    {
        using var http = new HttpClient { Timeout = Limit };
        http.DefaultRequestHeaders.Add("verification-token", "the-verification-token");
        var body = $$$"""
            {"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{patient}}}"}]},"Patient":{"Identifiers":[{"ID":"{{{patient}}}","IDType":"MR"}]},"Visit":{"VisitNumber":"0"}}
            """;
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(address, "/redox"), content);
        }
        catch (HttpRequestException)
        {
            // It died meanwhile.
        }
    }
}
