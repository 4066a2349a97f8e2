using System.Net;
using System.Net.Sockets;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Tool.Tests;

/// <summary>The program in this process, on a free port unless one is given, reached over real HTTP.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private RunningHost(string[] arguments, Dictionary<string, string> environment, Introduction introduction)
    {
        _run = FakeHost.RunAsync(arguments.Contains("--port") ? arguments : ["--port", "0", .. arguments], environment, introduction, TextWriter.Null, _stop.Token);
        Http = null!;
    }

    public HttpClient Http { get; private set; }

    public string Introduction { get; private set; } = "";

    public static Task<RunningHost> StartAsync(params string[] arguments) => StartAsync([], arguments);

    public static async Task<RunningHost> StartAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        using var introduction = new Introduction();
        var host = new RunningHost(arguments, environment, introduction);
        host.Introduction = await introduction.Text;
        var address = host.Introduction.Split(' ', '\n', '"').First(word => word.StartsWith("http://", StringComparison.Ordinal)).Trim();
        host.Http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
        return host;
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A token, for an assertion signed now by the machine's clock.</summary>
    /// <returns>The status, and the token if there is one.</returns>
    public async Task<(int Status, string? Token)> TokenAsync(string? audience = null)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = Assertion.Sign(audience ?? $"{Http.BaseAddress}v2/auth/token"),
        });
        using var response = await Http.PostAsync(new Uri("v2/auth/token", UriKind.Relative), form);
        var body = JObject.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, (string?)body["access_token"]);
    }

    /// <summary>The status of a good message with this token.</summary>
    public async Task<int> MessageAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "endpoint")
        {
            Headers = { { "Authorization", $"Bearer {token}" } },
            Content = new StringContent(
                """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"ID":"HV-9","IDType":"MR"}]}}""", Encoding.UTF8, "application/json"),
        };
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    public async Task<(int Status, string Body)> SendAsync(string method, string path, string body = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<JToken> JsonAsync(string method, string path, string body = "") => JToken.Parse((await SendAsync(method, path, body)).Body);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Assert.Equal(0, await _run);
        Http.Dispose();
        _stop.Dispose();
    }
}

/// <summary>The text that the program prints once it has started.</summary>
internal sealed class Introduction : StringWriter
{
    private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Text => _text.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public override Task WriteLineAsync(string? value)
    {
        _text.TrySetResult(value!);
        return Task.CompletedTask;
    }
}
