using System.Globalization;
using System.Net;
using System.Text;
using InboxReceiver;
using Shared;

namespace Redox.Client.Sqlite.Tests.Processes;

/// <summary>A process with an inbox is killed again and again while messages come in. What was answered 200 is handled in the end, once.</summary>
public sealed class KillTests : IDisposable
{
    private const int Subscriptions = 10;

    private static readonly int MessagesOfEach = TestSize.Of(quick: 50, middle: 200, full: 1_000);
    private static readonly int All = Subscriptions * MessagesOfEach;

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-kill").FullName;

    [Theory]
    [InlineData(1, 20240304)]
    [InlineData(8, 20240305)]
    public async Task Killed_receiver_loses_nothing_and_handles_everything_once(int parallelism, int seed)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var random = new Random(seed);
        using var receiver = new MortalReceiver(_folder, parallelism, limit.Token)
        {
            // While messages come in, and while the backlog is handled.
            KillsAtAcknowledged = new(Enumerable.Range(0, 6).Select(_ => random.Next(1, All)).Order()),
            KillsAtHandled = new(Enumerable.Range(0, 2).Select(_ => (long)random.Next(All / 2, All - (All / 10))).Order()),
        };

        await Task.WhenAll(Enumerable.Range(0, Subscriptions).Select(subscription => PushAsync(receiver, subscription, limit.Token)));

        // What is lacking when time is up is shown below.
        await receiver.HandledAsync(All).WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        receiver.Dispose();

        using var ledger = new Ledger(Path.Combine(_folder, "ledger.db"));
        var visits = ledger.Visits();
        Assert.Equal(All, visits.Distinct().Count());
        Assert.Equal(All, visits.Count);
        Assert.Equal(8, receiver.Kills);

        // A kill between the success of a handler and its mark is the one cause of a second call.
        Assert.InRange(ledger.Calls, All, All + (receiver.Kills * parallelism * 9)); // Those that ended while earlier results were being recorded: at most all that are claimed.
        if (parallelism == 1)
        {
            Assert.All(visits.GroupBy(visit => visit.Split('-')[0]), subscription => Assert.Equal(subscription.Order(StringComparer.Ordinal), subscription));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // As Redox does: one message after the other, each until it is answered 200.
    private static async Task PushAsync(MortalReceiver receiver, int subscription, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("verification-token", "the-verification-token");
        for (var number = 0; number < MessagesOfEach; number++)
        {
            var visit = string.Create(CultureInfo.InvariantCulture, $"{subscription}-{number:D5}");
            var body = $$$"""{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{Guid.NewGuid()}}}"}]},"Visit":{"VisitNumber":"{{{visit}}}"}}""";
            while (!await TryPushAsync(http, receiver, body, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            receiver.Acknowledged();
        }
    }

    private static async Task<bool> TryPushAsync(HttpClient http, MortalReceiver receiver, string body, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(await receiver.AddressAsync(), "/redox"), content, cancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false; // Killed, either while it answered or before it listened.
        }
    }
}
