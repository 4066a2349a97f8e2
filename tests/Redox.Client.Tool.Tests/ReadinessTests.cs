using System.Diagnostics;

namespace Redox.Client.Tool.Tests;

/// <summary>What probes and scripts that wait for the program see of it.</summary>
public sealed class ReadinessTests
{
    /// <summary>The seed is a pipe: the program loads it as long as nobody has written to it.</summary>
    [ScriptFact]
    public async Task Program_is_up_at_once_and_ready_when_the_seeds_are_loaded()
    {
        var folder = Directory.CreateTempSubdirectory();
        var pipe = Path.Combine(folder.FullName, "seed.ndjson");
        using (var create = Process.Start("mkfifo", [pipe]))
        {
            await create.WaitForExitAsync();
        }

        var port = RunningHost.FreePort();
        var starting = Task.Run(() => RunningHost.StartAsync("--port", $"{port}", "--seed", pipe));
        var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)).WaitAsync(TimeSpan.FromMinutes(1)); // Until the program reads it.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

        Assert.Equal((200, 503, 503, 503), (await StatusAsync("GET", "__redox/health"), await StatusAsync("GET", "__redox/ready"), await StatusAsync("GET", "__redox"), await StatusAsync("POST", "endpoint")));
        Assert.Equal((200, 503), (await StatusAsync("HEAD", "__redox/health"), await StatusAsync("HEAD", "__redox/ready")));

        await writer.WriteAsync("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}"""u8.ToArray());
        await writer.DisposeAsync();
        await using var host = await starting;
        Assert.Equal((200, 200, 401), (await StatusAsync("GET", "__redox/ready"), await StatusAsync("HEAD", "__redox/ready"), await StatusAsync("POST", "endpoint")));
        folder.Delete(recursive: true);

        async Task<int> StatusAsync(string method, string path)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await http.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/info")]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/key")]
    [InlineData("/journal")]
    [InlineData("/clock")]
    [InlineData("/state")]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        await using var host = await RunningHost.StartAsync();
        using var get = await host.Http.GetAsync(new Uri($"__redox{path}", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Head, $"__redox{path}");

        using var head = await host.Http.SendAsync(request);

        Assert.Equal((200, 200), ((int)get.StatusCode, (int)head.StatusCode));
        Assert.Equal($"{get.Content.Headers.ContentType}", $"{head.Content.Headers.ContentType}");
        Assert.InRange(head.Content.Headers.ContentLength ?? 0, 1, int.MaxValue);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task HEAD_where_there_is_no_GET_is_refused_with_what_there_is()
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "__redox/reset");

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }
}
