using System.Globalization;

namespace SharedInbox.Demo;

/// <summary>Two processes of this application with one inbox. One of them is killed while messages arrive; then the clinic's rows are counted.</summary>
internal static class TwoProcesses
{
    private const int Messages = 300;
    private const int Patients = 10;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(50);

    public static async Task<int> RunAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var folder = Directory.CreateTempSubdirectory("shared-inbox").FullName;
        var clinic = new ClinicDatabase(Environment.GetEnvironmentVariable("ConnectionStrings__PostgreSql"), $"Data Source={Path.Combine(folder, "inbox.db")}");
        try
        {
            using var first = await ApplicationProcess.StartAsync(folder, limit.Token);
            using var second = await ApplicationProcess.StartAsync(folder, limit.Token);
            using var redox = new Sender([first.Address, second.Address]);
            Console.WriteLine($"Two processes with one inbox. {Messages} messages are sent to both in turn.");
            await redox.SendAsync(Messages, Patients, KillAt, limit.Token);
            Console.WriteLine($"One process was killed after {Messages / 3} messages. The other one takes over what it was handling.");
            await redox.UntilHandledAsync(second.Address, limit.Token);

            void KillAt(int accepted)
            {
                if (accepted == Messages / 3)
                {
                    first.Kill();
                }
            }

            return Report([.. (await clinic.ArrivalsAsync()).Where(arrival => arrival.Patient.StartsWith(redox.Run, StringComparison.Ordinal))]);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Not finished within {Limit.TotalSeconds} seconds.");
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Report((string Patient, string Visit)[] rows)
    {
        var twice = rows.Length - rows.Distinct().Count();
        var outOfOrder = rows.GroupBy(row => row.Patient, row => int.Parse(row.Visit, CultureInfo.InvariantCulture))
            .Sum(visits => visits.Zip(visits.Skip(1)).Count(pair => pair.First > pair.Second));
        Console.WriteLine($"Rows: {rows.Length}, twice: {twice}, out of order: {outOfOrder}");
        return (rows.Length, twice, outOfOrder) == (Messages, 0, 0) ? 0 : 1;
    }
}
