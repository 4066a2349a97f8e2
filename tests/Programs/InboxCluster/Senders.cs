using System.Diagnostics;
using System.Net;
using System.Text;

namespace InboxCluster;

/// <summary>Redox: sends the messages of each patient in order, each to any of the processes, and again until it is answered with 200.</summary>
internal static class Senders
{
    public const string Token = "the-verification-token";

    private const int Parallel = 16;

    public static async Task<TimeSpan> SendAsync(Cluster cluster, int messages, int keys)
    {
        var begin = Stopwatch.GetTimestamp();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(sender => Task.Run(async () =>
        {
            for (var number = 0; number < messages; number++)
            {
                if (number % keys % Parallel == sender)
                {
                    await DeliverAsync(http, cluster, number % keys, number);
                }
            }
        })));
        return Stopwatch.GetElapsedTime(begin);
    }

    private static async Task DeliverAsync(HttpClient http, Cluster cluster, int patient, int number)
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{number}}}"}]},
             "Patient":{"Identifiers":[{"ID":"patient-{{{patient}}}","IDType":"MR"}]},"Visit":{"VisitNumber":"{{{number}}}"}}
            """);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var content = new ByteArrayContent(body);
                content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(cluster.Address(number + attempt), "/redox")) { Content = content };
                request.Headers.Add("verification-token", Token);
                using var response = await http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // The process is gone or paused: another one gets it.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }
}
