using System.Text;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Host.Tests;

/// <summary>The program in this process, on a free port unless one is given, reached over real HTTP.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private RunningHost(string[] arguments, Introduction introduction)
    {
        _run = FakeHost.RunAsync(arguments.Contains("--port") ? arguments : ["--port", "0", .. arguments], introduction, TextWriter.Null, _stop.Token);
        Http = null!;
    }

    public HttpClient Http { get; private set; }

    public string Introduction { get; private set; } = "";

    public static async Task<RunningHost> StartAsync(params string[] arguments)
    {
        using var introduction = new Introduction();
        var host = new RunningHost(arguments, introduction);
        host.Introduction = await introduction.Text;
        var address = host.Introduction.Split(' ', '\n').First(word => word.StartsWith("http://", StringComparison.Ordinal)).Trim();
        host.Http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
        return host;
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
