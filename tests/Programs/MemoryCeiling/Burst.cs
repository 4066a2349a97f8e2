using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MemoryCeiling;

/// <summary>One message, posted many times at once; whoever is told to come again comes again.</summary>
internal sealed record Burst(IReadOnlyDictionary<HttpStatusCode, int> Answers, int PutOff, TimeSpan Duration, string Peak, bool IsGood)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsGood ? "ok    " : "FAILED")} {string.Join(", ", Answers.Select(answer => $"{answer.Value} x {(int)answer.Key}"))}; put off {PutOff}; {Duration.TotalSeconds:N1} s; peak {Peak}");

    public static async Task<Burst> RunAsync(LimitedProcess server, byte[] body, int count, bool waitsForHandler)
    {
        var address = (await server.Output.ReadLineAsync())?.Split(' ')[^1] ?? throw new InvalidOperationException("The server did not start.");
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience };
        using var end = new CancellationTokenSource(Patience);
        var (answers, putOff, start) = (new ConcurrentDictionary<HttpStatusCode, int>(), 0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
        {
            // Each has a log ID of its own, or an inbox would take one and pass over the others.
            var own = Encoding(body, number);
            while (await PostAsync(http, own, end.Token) is { } retryAfter)
            {
                Interlocked.Increment(ref putOff);
                await Task.Delay(retryAfter, end.Token);
            }
        }));
        var isGood = answers.Keys.All(status => status is HttpStatusCode.OK or HttpStatusCode.NotImplemented) && answers.Values.Sum() == count;
        while (waitsForHandler && isGood && !server.HasEnded && int.Parse(await http.GetStringAsync("/handled", end.Token), CultureInfo.InvariantCulture) < count)
        {
            await Task.Delay(200, end.Token);
        }

        return new Burst(answers, putOff, Stopwatch.GetElapsedTime(start), server.HasEnded ? "unknown: it died" : server.Peak(), isGood && !server.HasEnded);

        async Task<TimeSpan?> PostAsync(HttpClient client, ReadOnlyMemory<byte>[] parts, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/redox") { Content = new Parts(parts) };
            request.Headers.Add("verification-token", Receiver.Token);
            try
            {
                using var response = await client.SendAsync(request, cancellationToken);
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is { } delay)
                {
                    return delay;
                }

                answers.AddOrUpdate(response.StatusCode, 1, static (_, sum) => sum + 1);
            }
            catch (HttpRequestException)
            {
                answers.AddOrUpdate(default, 1, static (_, sum) => sum + 1);
            }

            return null;
        }
    }

    private static ReadOnlyMemory<byte>[] Encoding(byte[] body, int number)
    {
        var at = body.AsSpan().IndexOf("d9f5d293-7110"u8);
        return [body.AsMemory(0, at), System.Text.Encoding.ASCII.GetBytes($"{number:x8}"), body.AsMemory(at + 8)];
    }

    /// <summary>A body in parts, of which all bodies share the large ones.</summary>
    private sealed class Parts : HttpContent
    {
        private readonly ReadOnlyMemory<byte>[] _parts;

        public Parts(ReadOnlyMemory<byte>[] parts)
        {
            _parts = parts;
            Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var part in _parts)
            {
                await stream.WriteAsync(part);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _parts.Sum(part => (long)part.Length);
            return true;
        }
    }
}
