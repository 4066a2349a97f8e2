using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>An application whose destination has an inbox, with the operations mapped for operators. Its handler fails until a test says otherwise, and what fails once is parked.</summary>
internal sealed class OperationsHost : IAsyncDisposable
{
    public const string Path = "/redox/operations";

    private readonly TestHost _host;
    private readonly string? _folder;

    private OperationsHost(TestHost host, Verdict verdict, string? folder) => (_host, Verdict, _folder) = (host, verdict, folder);

    public Verdict Verdict { get; }

    public HttpClient Http => _host.Http;

    public IServiceProvider Services => _host.Services;

    public string Log => _host.Log;

    public static async Task<OperationsHost> StartAsync(
        string store = "memory", bool keepText = false, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, Action<RedoxDestinationBuilder>? build = null)
    {
        var (verdict, folder) = (new Verdict(), store == "sqlite" ? Directory.CreateTempSubdirectory("redox-operations").FullName : null);
        var host = await TestHost.StartAsync(
            build ?? (destination => UseInbox(destination.AddHandler<SchedulingNew, Handler>(), store, folder, keepText)),
            services: collection =>
            {
                collection.AddSingleton(verdict);
                AddOperators(collection);
                services?.Invoke(collection);
            },
            map: map ?? (app =>
            {
                app.MapRedoxDestination("/redox");
                app.MapRedoxOperations().RequireAuthorization("operators");
            }),
            inMemory: true);
        host.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "operator");
        return new OperationsHost(host, verdict, folder);
    }

    public static void AddOperators(IServiceCollection services)
    {
        services.AddAuthorization(options => options.AddPolicy("operators", policy => policy.RequireRole("operator")));
        services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, RoleScheme>("test", null);
    }

    public static void UseInbox(RedoxDestinationBuilder destination, string store, string? folder, bool keepText = false)
    {
        void Configure(RedoxInboxOptions options) => (options.MaxAttempts, options.KeepFailureText, options.Key) = (1, keepText, InboxKey.Destination);

        _ = store == "sqlite"
            ? destination.UseSqliteInbox($"Data Source={System.IO.Path.Combine(folder!, "inbox.db")}", Configure)
            : destination.UseInMemoryInbox(Configure);
    }

    public static string Appointment(string logId) => $$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"{{{logId}}}"}]},"Patient":{"Notes":["CANARY"]}}""";

    /// <summary>Delivers messages, whose handler fails, and returns their IDs.</summary>
    public async Task<List<long>> ParkAsync(params string[] logIds)
    {
        foreach (var logId in logIds)
        {
            using var response = await _host.PostAsync(Appointment(logId));
            response.EnsureSuccessStatusCode();
        }

        await IdleAsync();
        return [.. (await ListAsync())["messages"]!.Select(message => (long)message["id"]!)];
    }

    public Task IdleAsync() => Services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task<JToken> GetAsync(string path = "")
    {
        using var response = await Http.GetAsync(new Uri(Path + path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        Assert.Equal((true, "application/json"), (response.Headers.CacheControl?.NoStore, response.Content.Headers.ContentType?.ToString()));
        return Parse(text);
    }

    public Task<JToken> ListAsync(string query = "") => GetAsync($"/messages?{query}");

    /// <summary>The numbers of the default destination: waiting, running, parked.</summary>
    public async Task<(int Waiting, int Running, int Parked)> CountAsync()
    {
        var inbox = (await GetAsync())["inboxes"]![0]!;
        return ((int)inbox["waiting"]!, (int)inbox["running"]!, (int)inbox["parked"]!);
    }

    /// <summary>Replays or discards.</summary>
    public async Task<int> ChangeAsync(string what, string which)
    {
        using var response = await PostAsync($"/{what}", which);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return (int)Parse(text)["count"]!;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json") =>
        Http.SendAsync(TestHost.Post(Encoding.UTF8.GetBytes(body), token: null, Path + path, contentType));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // Dates stay texts.
    private static JToken Parse(string text) => JToken.Load(new Newtonsoft.Json.JsonTextReader(new StringReader(text)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None });

    public sealed class Handler(Verdict verdict) : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            if (verdict.Fails)
            {
                throw new InvalidOperationException("CANARY of the handler");
            }

            verdict.Handled.Enqueue(delivery.LogId!);
            return Task.CompletedTask;
        }
    }

    private sealed class RoleScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var role]
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test")), "test"))
            : AuthenticateResult.NoResult());
    }
}

/// <summary>What the handler of a test does.</summary>
internal sealed class Verdict
{
    private volatile bool _fails = true;

    public bool Fails
    {
        get => _fails;
        set => _fails = value;
    }

    public ConcurrentQueue<string> Handled { get; } = [];
}
