using System.Net;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving;

namespace Redox.Client.Benchmarks;

/// <summary>
/// Receiving Scheduling.New (5 KB) over loopback, on Kestrel, eight requests at a time. Ours with everything on: token, content checks, limits, tolerant reading
/// with issues, dispatch to a handler in a scope. By hand: an endpoint that reads the body with System.Text.Json's source generation, and nothing else.
/// </summary>
[MemoryDiagnoser]
public class ReceiveBenchmarks
{
    private const int Requests = 256;
    private const int AtATime = 8;
    private const string Token = "the-verification-token";

    private readonly byte[] _json = Payload.All.ElementAt(1).Json;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    /// <summary>Starts the application.</summary>
    [GlobalSetup]
    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add(Token)).AddHandler<Models.SchedulingNew, Handler>();
        _app = builder.Build();
        _app.MapRedoxDestination("/redox");
        JsonTypeInfo<Medium.Appointment> type = Medium.AppointmentContext.Default.Appointment;
        _app.MapPost("/by-hand", async (HttpContext context) =>
        {
            var appointment = await context.Request.ReadFromJsonAsync(type);
            context.Response.StatusCode = appointment is null ? 400 : 200;
        });
        await _app.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtATime }) { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    /// <summary>An endpoint and System.Text.Json.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Requests, Description = "Minimal API + STJ source generation, by hand")]
    public Task ByHand() => PostAllAsync("/by-hand");

    /// <summary>Ours.</summary>
    [Benchmark(OperationsPerInvoke = Requests, Description = "MapRedoxDestination")]
    public Task Redox() => PostAllAsync("/redox");

    /// <summary>Stops the application.</summary>
    [GlobalCleanup]
    public async Task Stop()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private Task PostAllAsync(string path)
    {
        var left = Requests;
        return Task.WhenAll(Enumerable.Range(0, AtATime).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(_json) };
                request.Headers.TryAddWithoutValidation("verification-token", Token);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                using var response = await _http.SendAsync(request);
                response.EnsureSuccessStatusCode();
            }
        }));
    }

    /// <summary>Does nothing.</summary>
    public sealed class Handler : IRedoxHandler<Models.SchedulingNew>
    {
        /// <inheritdoc/>
        public Task HandleAsync(Models.SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
