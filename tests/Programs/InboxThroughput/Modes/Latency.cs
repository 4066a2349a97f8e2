using System.Diagnostics;

namespace InboxThroughput.Modes;

/// <summary>From the request to its 200, over loopback, while the messages are handled.</summary>
internal static class Latency
{
    private const int AtATime = 16;

    public static async Task RunAsync(string place, int messages)
    {
        var inbox = Inbox.Create(place);
        await using (var application = new Application(inbox))
        {
            await application.StartAsync();
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtATime });
            await MeasureAsync(http, application.Address, Math.Min(messages, 200), AtATime); // All connections are open, and all code is compiled.
            Figures.PrintTimes("time to 200, one request after the other,", await MeasureAsync(http, application.Address, messages, senders: 1));
            Figures.PrintTimes($"time to 200, {AtATime} requests at a time,", await MeasureAsync(http, application.Address, messages, AtATime));
            await application.StopAsync();
        }

        await inbox.DropAsync();
    }

    private static async Task<List<TimeSpan>> MeasureAsync(HttpClient http, Uri address, int messages, int senders)
    {
        var times = new TimeSpan[messages];
        await Parallel.ForEachAsync(Enumerable.Range(0, messages), new ParallelOptions { MaxDegreeOfParallelism = senders }, async (number, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Messages.Body($"{Guid.NewGuid()}", "1")) };
            request.Headers.Add("verification-token", Application.Token);
            request.Content.Headers.ContentType = new("application/json");
            var begin = Stopwatch.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            times[number] = Stopwatch.GetElapsedTime(begin);
            response.EnsureSuccessStatusCode();
        });
        return [.. times];
    }
}
