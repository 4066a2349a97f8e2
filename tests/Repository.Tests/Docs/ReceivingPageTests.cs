using Redox.Client.Models;
using Redox.Client.Receiving;
using static Pages.ReceivingPage;

namespace Pages;

/// <summary>The handler of docs/receiving.md that keeps the log ID with its own data, and its unit test as the page shows it.</summary>
public sealed class ReceivingPageTests : IDisposable
{
    private readonly System.Data.Common.DbConnection _database = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");

    public ReceivingPageTests()
    {
        _database.Open();
        Execute("CREATE TABLE handled (log_id TEXT PRIMARY KEY); CREATE TABLE visits (number TEXT)");
    }

    [Fact]
    public async Task Arrival_is_stored_once()
    {
        var handler = new ArrivalHandler(_database);
        var arrival = PatientAdminArrival.Build(m => m
            .Patient(p => p.AddIdentifier("0001", "MR"))
            .Visit(v => v.VisitNumber("V-4").VisitDateTime(DateTimeOffset.UnixEpoch)));
        var delivery = new RedoxDeliveryContext { Logs = [new() { ID = "d9f5d293-7110-461e-a875-3beb089e79f3" }] };

        await handler.HandleAsync(arrival, delivery, CancellationToken.None);
        await handler.HandleAsync(arrival, delivery, CancellationToken.None);

        Assert.Equal(["V-4"], Visits());
    }

    [Fact]
    public async Task Failed_attempt_leaves_nothing_behind()
    {
        var handler = new ArrivalHandler(_database);
        var arrival = new PatientAdminArrival { Visit = new() { VisitNumber = "V-4" } };
        Execute("CREATE TRIGGER dies BEFORE INSERT ON visits BEGIN SELECT RAISE(ABORT, 'power cut'); END");
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => handler.HandleAsync(arrival, new RedoxDeliveryContext { Logs = [new() { ID = "1" }] }));
        Execute("DROP TRIGGER dies");

        await handler.HandleAsync(arrival, new RedoxDeliveryContext { Logs = [new() { ID = "1" }] });
        await handler.HandleAsync(arrival, new RedoxDeliveryContext { Logs = [new() { ID = "2" }] });

        Assert.Equal(["V-4", "V-4"], Visits());
    }

    public void Dispose() => _database.Dispose();

    private void Execute(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Visits()
    {
        using var command = _database.CreateCommand();
        command.CommandText = "SELECT number FROM visits";
        using var reader = command.ExecuteReader();
        var numbers = new List<string>();
        while (reader.Read())
        {
            numbers.Add(reader.GetString(0));
        }

        return numbers;
    }
}
