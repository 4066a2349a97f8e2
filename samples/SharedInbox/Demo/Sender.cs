using System.Net;
using System.Text;
using System.Text.Json;

namespace SharedInbox.Demo;

/// <summary>Plays Redox: sends the messages of each patient in order, to each address in turn, and a message again until it is answered with 200.</summary>
internal sealed class Sender(IReadOnlyList<Uri> addresses) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private int _accepted;

    /// <summary>The beginning of the identifiers of this run's patients.</summary>
    public string Run { get; } = $"demo-{Guid.NewGuid():N}-";

    public Task SendAsync(int messages, int patients, Action<int> accepted, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, patients),
        new ParallelOptions { MaxDegreeOfParallelism = patients, CancellationToken = cancellationToken },
        async (patient, ended) =>
        {
            for (var number = patient; number < messages; number += patients)
            {
                await DeliverAsync(patient, number, ended);
                accepted(Interlocked.Increment(ref _accepted));
            }
        });

    /// <summary>Asks the operations of an application until nothing is waiting or running.</summary>
    public async Task UntilHandledAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            using var counts = JsonDocument.Parse(await _http.GetStringAsync(new Uri(address, "/redox/operations"), cancellationToken));
            var inbox = counts.RootElement.GetProperty("inboxes")[0];
            if (inbox.GetProperty("waiting").GetInt64() + inbox.GetProperty("running").GetInt64() == 0)
            {
                return;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task DeliverAsync(int patient, int number, CancellationToken cancellationToken)
    {
        var body = $$$"""
            {"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{Guid.NewGuid()}}}"}]},
             "Patient":{"Identifiers":[{"ID":"{{{Run}}}{{{patient}}}","IDType":"MR"}]},"Visit":{"VisitNumber":"{{{number}}}"}}
            """;
        using var timer = new PeriodicTimer(Pause);
        for (var attempt = 0; !await IsAcceptedAsync(addresses[(number + (number / 10) + attempt) % addresses.Count], body, cancellationToken); attempt++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<bool> IsAcceptedAsync(Uri address, string body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/redox")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("verification-token", ApplicationProcess.Token);
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // That process is dead: the other one gets the message.
        }
    }
}
