using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>Many events through a bad network: none is lost unnoticed, none arrives twice.</summary>
public sealed class AccountingTests
{
    private const int Events = 50_000;
    private const int Parallel = 64;

    [Fact]
    public async Task Every_event_is_accepted_once_or_reported_with_what_became_of_it()
    {
        var network = new BadNetwork();
        await using var app = new TestApp(
            options => options.RateLimit.Requests = 1_000_000,
            services =>
            {
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
                services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(() => network);
                services.AddHttpClient(RedoxHttpClientNames.Token()).ConfigurePrimaryHttpMessageHandler(() => network);
            });
        var outcomes = new Delivery?[Events];
        var next = -1;

        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            await Task.Yield();
            for (int i; (i = Interlocked.Increment(ref next)) < Events;)
            {
                try
                {
                    var receipt = await app.Client.SendAsync(TestApp.Appointment() with { Patient = new() { Identifiers = [new() { ID = $"{i}#", IDType = "MR" }] } });
                    Assert.Equal($"{i}", Assert.Single(receipt.Logs).ID); // The answer is that to this event.
                }
                catch (RedoxException exception)
                {
                    outcomes[i] = exception.Delivery;
                }
            }
        }));

        var faults = new Dictionary<string, int>();
        for (var i = 0; i < Events; i++)
        {
            var (accepted, told) = (network.Accepted.GetValueOrDefault(i), outcomes[i]);
            var isRight = told switch
            {
                null => accepted == 1,
                Delivery.Unknown => accepted <= 1,
                _ => accepted == 0,
            };
            if (!isRight)
            {
                faults[$"told {told?.ToString() ?? "accepted"}, arrived {accepted} times"] = i;
            }
        }

        Assert.Empty(faults);
        Assert.Equal(Events, next - Parallel + 1);
        Assert.All<Delivery?>([null, Delivery.Unknown, Delivery.NotSent, Delivery.Rejected], outcome => Assert.True(outcomes.Count(told => told == outcome) > 20, $"{outcome} hardly occurs"));
        Assert.Contains(network.Accepted, entry => entry.Value == 1 && outcomes[entry.Key] == Delivery.Unknown);
    }

    /// <summary>Fails about one time in three, in every way before and after the event was taken, and keeps the books.</summary>
    private sealed class BadNetwork : HttpMessageHandler
    {
        private static int _tokens;

        public ConcurrentDictionary<int, int> Accepted { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (request.RequestUri!.AbsolutePath != "/endpoint")
            {
                return Exchange.Token($"token-{Interlocked.Increment(ref _tokens)}");
            }

            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            var id = int.Parse(RedoxJson.Parse<SchedulingNew>(body).Patient!.Identifiers[0].ID!.TrimEnd('#'), System.Globalization.CultureInfo.InvariantCulture);
            return Random.Shared.Next(100) switch
            {
                < 20 => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
                < 22 => Exchange.Text("", "text/plain", HttpStatusCode.Unauthorized),
                < 30 => Exchange.Text("", "text/plain", HttpStatusCode.TooManyRequests),
                < 31 => Exchange.Json("""{"Meta":{"Errors":[{"ID":1,"Type":"message","Module":"DataModels"}]}}""", HttpStatusCode.BadRequest),
                < 32 => Exchange.Text("", "text/html", HttpStatusCode.BadGateway),
                < 33 => throw new IOException("reset before acceptance"),
                < 34 => Accept(id, () => Exchange.Text("", "text/html", HttpStatusCode.BadGateway)),
                < 35 => Accept(id, () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset after acceptance")),
                < 36 => Accept(id, () => Exchange.Json("{\"Meta\":{")),
                _ => Accept(id, () => Exchange.Json("{\"Meta\":{\"Logs\":[{\"ID\":" + id + "}]}}")),
            };
        }

        private HttpResponseMessage Accept(int id, Func<HttpResponseMessage> answer)
        {
            Accepted.AddOrUpdate(id, 1, (_, count) => count + 1);
            return answer();
        }
    }
}
