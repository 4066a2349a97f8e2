using System.Net;
using System.Net.Sockets;

namespace Redox.Client.Testing.Host.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("'--prt' is not an option; use --port, --seed or --help.", "--prt", "1")]
    [InlineData("--port needs a number after it.", "--port")]
    [InlineData("--port is 'eighty', which is not a number from 0 to 65535.", "--port", "eighty")]
    [InlineData("--port is '65536', which is not a number from 0 to 65535.", "--port", "65536")]
    [InlineData("--seed names 'no-such-folder', which is not a folder.", "--seed", "no-such-folder")]
    public async Task A_mistake_is_reported_in_one_sentence_with_exit_code_1(string sentence, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);

        Assert.Equal((1, "", $"redox-fake: {sentence}"), (exitCode, output, error.TrimEnd()));
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, _, error) = await RunAsync("--port", $"{port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"redox-fake: port {port} of 127.0.0.1 cannot be used (AddressAlreadyInUse)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_is_not_a_message_is_named()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "broken.json"), "{");

        var (exitCode, _, error) = await RunAsync("--port", "0", "--seed", folder.FullName);

        folder.Delete(recursive: true);
        Assert.Equal((1, "redox-fake: the folder of --seed cannot be used: broken.json: The text is not one JSON object in UTF-8."), (exitCode, error.TrimEnd()));
    }

    [Fact]
    public async Task Help_shows_the_usage()
    {
        var (exitCode, output, _) = await RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("Default: 8008", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return (await FakeHost.RunAsync(arguments, output, error, limit.Token), $"{output}", $"{error}");
    }
}
