using System.Net;
using System.Net.Sockets;

namespace Redox.Client.Tool.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("'--prt' is not an option; use --host, --port, --seed, --audience, --control-token, --json, --version or --help.", "--prt", "1")]
    [InlineData("'--prt' is not an option; use --host, --port, --seed, --audience, --control-token, --json, --version or --help.", "--prt=1")]
    [InlineData("--port needs its value after it: --port NUMBER.", "--port")]
    [InlineData("--port is '', which is not a number from 0 to 65535.", "--port=")]
    [InlineData("--port is '+80', which is not a number from 0 to 65535.", "--port=+80")]
    [InlineData("--port is 'eighty', which is not a number from 0 to 65535.", "--port", "eighty")]
    [InlineData("--port is '65536', which is not a number from 0 to 65535.", "--port", "65536")]
    [InlineData("--seed names 'no-such-folder', which is neither a file nor a folder.", "--seed", "no-such-folder")]
    [InlineData("--host is 'redox', which is not an IP address; use 127.0.0.1 for this machine only, 0.0.0.0 for all of its interfaces, or the address of one.", "--host", "redox")]
    [InlineData("192.0.2.7 is not an address of this machine; use one of its own with --host.", "--host", "192.0.2.7", "--port", "0")]
    [InlineData("--audience is empty; name an audience.", "--audience=")]
    [InlineData("--control-token may have only letters from a to z, digits and - . _ ~ + / =, at least one.", "--control-token", "two words")]
    [InlineData("--json is 'yes'; use true or false.", "--json=yes")]
    public async Task A_mistake_is_reported_in_one_sentence_with_exit_code_1(string sentence, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(["fake", .. arguments]);

        Assert.Equal((1, "", $"redox fake: {sentence}"), (exitCode, output, error.TrimEnd()));
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, _, error) = await RunAsync("fake", "--port", $"{port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"redox fake: port {port} of 127.0.0.1 cannot be used (AddressAlreadyInUse)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_on_the_other_loopback_address_is_named()
    {
        using var other = new TcpListener(IPAddress.IPv6Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, _, error) = await RunAsync("fake", "--port", $"{port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"redox fake: port {port} of ::1 cannot be used (AddressAlreadyInUse)", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REDOX_TOOL_FAKE_PORT", "eighty", "REDOX_TOOL_FAKE_PORT is 'eighty', which is not a number from 0 to 65535.")]
    [InlineData("REDOX_TOOL_FAKE_JSON", "yes", "REDOX_TOOL_FAKE_JSON is 'yes'; use true or false.")]
    [InlineData(
        "REDOX_TOOL_FAKE_PROT",
        "1",
        "'REDOX_TOOL_FAKE_PROT' is not a variable of redox fake; use REDOX_TOOL_FAKE_HOST, REDOX_TOOL_FAKE_PORT, REDOX_TOOL_FAKE_SEED, REDOX_TOOL_FAKE_AUDIENCE, REDOX_TOOL_FAKE_CONTROL_TOKEN or REDOX_TOOL_FAKE_JSON.")]
    public async Task Mistake_in_a_variable_is_reported_by_its_name(string variable, string value, string sentence)
    {
        var (exitCode, output, error) = await RunAsync(new Dictionary<string, string> { [variable] = value }, "fake");

        Assert.Equal((1, "", $"redox fake: {sentence}"), (exitCode, output, error.TrimEnd()));
    }

    [Fact]
    public async Task A_seed_that_is_not_a_message_is_named()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "broken.json"), "{");

        var (exitCode, _, error) = await RunAsync("fake", "--port", "0", "--seed", folder.FullName);

        folder.Delete(recursive: true);
        Assert.Equal((1, "redox fake: the seed cannot be used: broken.json, line 1: This cannot be read as JSON, from byte 2 of the line."), (exitCode, error.TrimEnd()));
    }

    [Theory]
    [InlineData("Default: 8008", "fake", "--help")]
    [InlineData("Guide: docs/fake-host.md", "fake", "--help")]
    [InlineData("POST /__redox/faults", "fake", "--port", "99999", "--help")]
    [InlineData("redox fake ", "--help")]
    [InlineData("redox fake ", "-h")]
    public async Task Help_shows_the_usage(string text, params string[] arguments)
    {
        var (exitCode, output, _) = await RunAsync(arguments);

        Assert.Equal(0, exitCode);
        Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("fake", "--version")]
    public async Task Version_is_that_of_the_package(params string[] arguments)
    {
        var (exitCode, output, _) = await RunAsync(arguments);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^redox \d+\.\d+\.\d+\s*$", output);
    }

    [Theory]
    [InlineData(null, "docs/fake-host.md in the package Redox.Client")]
    [InlineData("https://example.com/redox", "https://example.com/redox (docs/fake-host.md)")]
    public void Guide_is_at_the_address_of_the_packages(string? address, string guide) => Assert.Equal(guide, Product.GuideAt(address));

    [Theory]
    [InlineData("redox: name a command.")]
    [InlineData("redox: 'fak' is not a command.", "fak", "--port")]
    public async Task A_missing_or_unknown_command_shows_which_there_are(string sentence, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"{sentence}\n\nredox fake ", error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync([], arguments);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return (await CommandLine.RunAsync(arguments, environment, output, error, limit.Token), $"{output}", $"{error}");
    }
}
