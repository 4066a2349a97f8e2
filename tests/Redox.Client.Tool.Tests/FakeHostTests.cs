using Newtonsoft.Json.Linq;
using Redox.Client.Testing;

namespace Redox.Client.Tool.Tests;

public sealed class FakeHostTests : IDisposable
{
    private const string NewPatient =
        """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_prints_its_address_and_credentials()
    {
        await using var host = await RunningHost.StartAsync();

        Assert.Equal("127.0.0.1", host.Http.BaseAddress!.Host);
        Assert.Contains("redox-fake-client", host.Introduction, StringComparison.Ordinal);
        Assert.Contains("redox-fake-test-only-key", host.Introduction, StringComparison.Ordinal);
        Assert.Equal(RedoxTestKeys.Rsa, (await host.SendAsync("GET", "__redox/key")).Body.Trim());
        Assert.Contains("POST /__redox/faults", (await host.SendAsync("GET", "__redox")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_of_JSON_has_all_that_a_client_needs()
    {
        await using var host = await RunningHost.StartAsync("--json");
        var line = JObject.Parse(host.Introduction);

        Assert.DoesNotContain('\n', host.Introduction);
        Assert.Equal(host.Http.BaseAddress!.Port, (int)line["port"]!);
        Assert.Equal(
            ("redox-fake-client", "redox-fake-test-only-key", RedoxTestKeys.Rsa.Trim()),
            ((string?)line["clientId"], (string?)line["keyId"], ((string?)line["privateKey"])?.Trim()));
        Assert.True(JToken.DeepEquals(line, await host.JsonAsync("GET", "__redox/info")));
        Assert.Null(line["controlToken"]);
    }

    [Theory]
    [InlineData("__redox")]
    [InlineData("__redox/info")]
    public async Task Legacy_key_and_version_are_told(string path)
    {
        await using var host = await RunningHost.StartAsync();
        var text = (await host.SendAsync("GET", path)).Body;
        var key = System.Text.RegularExpressions.Regex.Match(text, @"redox-fake-test-only-legacy-key").Value;
        var secret = System.Text.RegularExpressions.Regex.Match(text, @"redox-fake-test-only-legacy-secret").Value;

        Assert.Equal(200, (await host.SendAsync("POST", "auth/authenticate", $$"""{"apiKey":"{{key}}","secret":"{{secret}}"}""")).Status);
        Assert.Contains(Product.Version, text, StringComparison.Ordinal);
        Assert.Contains("redox-fake-test-only-legacy-key, secret redox-fake-test-only-legacy-secret", host.Introduction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Free_port_is_part_of_every_audience()
    {
        await using var host = await RunningHost.StartAsync("--audience", "https://api.redoxengine.com/v2/auth/token", "--audience=urn:other");
        var port = host.Http.BaseAddress!.Port;

        string[] accepted =
            [$"http://127.0.0.1:{port}/v2/auth/token", $"http://localhost:{port}/v2/auth/token", $"http://[::1]:{port}/v2/auth/token", "https://api.redoxengine.com/v2/auth/token", "urn:other"];
        foreach (var audience in accepted)
        {
            Assert.Equal((200, audience), ((await host.TokenAsync(audience)).Status, audience));
        }

        Assert.Equal(400, (await host.TokenAsync("http://localhost:0/v2/auth/token")).Status);
        Assert.Equal(accepted, (await host.JsonAsync("GET", "__redox/info"))["audiences"]!.Select(audience => (string?)audience));
    }

    [Fact]
    public async Task Every_option_may_be_a_variable()
    {
        var seed = Path.Combine(_folder.FullName, "seed.json");
        await File.WriteAllTextAsync(seed, NewPatient);
        var port = RunningHost.FreePort();
        var environment = new Dictionary<string, string>
        {
            ["REDOX_TOOL_FAKE_HOST"] = "0.0.0.0",
            ["REDOX_TOOL_FAKE_PORT"] = "1",
            ["REDOX_TOOL_FAKE_SEED"] = seed,
            ["REDOX_TOOL_FAKE_AUDIENCE"] = "urn:a urn:b",
            ["REDOX_TOOL_FAKE_CONTROL_TOKEN"] = "from-the-environment",
            ["REDOX_TOOL_FAKE_JSON"] = "true",
            ["REDOX_FAKE_PORT"] = "tcp://10.0.0.1:8008",
        };
        Assert.Equal(HostOptions.All.Count, environment.Keys.Count(variable => HostOptions.All.Any(option => option.Variable == variable)));

        await using var host = await RunningHost.StartAsync(environment, $"--port={port}", "--audience", "urn:c");

        var line = JObject.Parse(host.Introduction);
        Assert.Equal((port, 1, "from-the-environment"), ((int)line["port"]!, (int)line["seeded"]!, (string?)line["controlToken"]));
        Assert.Equal(["urn:a", "urn:b", "urn:c"], line["audiences"]!.TakeLast(3).Select(audience => (string?)audience));
    }

    [Fact]
    public async Task A_requested_port_is_part_of_the_token_address()
    {
        var port = RunningHost.FreePort();

        await using var host = await RunningHost.StartAsync("--port", $"{port}");

        Assert.Equal($"http://127.0.0.1:{port}/", host.Http.BaseAddress!.AbsoluteUri);
        Assert.Contains($"POST http://127.0.0.1:{port}/v2/auth/token", host.Introduction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_restores_the_seeded_data()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "patient.json"), NewPatient);
        await using var host = await RunningHost.StartAsync("--seed", _folder.FullName);
        await host.SendAsync("POST", "__redox/state", NewPatient.Replace("HV-1", "HV-2", StringComparison.Ordinal));
        Assert.Equal(["HV-1", "HV-2"], await PatientsAsync(host));

        Assert.Equal(200, (await host.SendAsync("POST", "__redox/reset")).Status);

        Assert.Equal(["HV-1"], await PatientsAsync(host));
    }

    [Fact]
    public async Task The_journal_shows_requests_without_their_tokens()
    {
        await using var host = await RunningHost.StartAsync();
        host.Http.DefaultRequestHeaders.Add("Authorization", "Bearer some-secret");
        await host.SendAsync("POST", "endpoint", NewPatient);

        var entry = (await host.JsonAsync("GET", "__redox/journal"))[0]!;
        Assert.Equal("messages", (string?)entry["route"]);
        Assert.Equal(("PatientAdmin", 401, "BearerTokenUnknown"), ((string?)entry["dataModel"], (int)entry["status"]!, (string?)entry.SelectToken("problems[0].kind")));
        Assert.Equal("HV-1", (string?)entry.SelectToken("message.Patient.Identifiers[0].ID"));
        Assert.DoesNotContain("some-secret", $"{entry}", StringComparison.Ordinal);
        Assert.Contains("#1 ", (await host.SendAsync("GET", "__redox/journal.txt")).Body, StringComparison.Ordinal);

        await host.SendAsync("DELETE", "__redox/journal");
        Assert.Empty(await host.JsonAsync("GET", "__redox/journal"));
    }

    [Fact]
    public async Task A_fault_happens_as_often_as_requested()
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync("POST", "__redox/faults", """{"fault":"ServiceUnavailable","times":2,"dataModel":"PatientAdmin","eventType":"NewPatient"}""");

        int[] statuses = [await StatusAsync(), await StatusAsync(), await StatusAsync()];

        Assert.Equal([503, 503, 401], statuses);
        Assert.Empty((await host.JsonAsync("GET", "__redox/faults"))["unused"]!);

        async Task<int> StatusAsync() => (await host.SendAsync("POST", "endpoint", NewPatient)).Status;
    }

    private static async Task<IEnumerable<string?>> PatientsAsync(RunningHost host) =>
        (await host.JsonAsync("GET", "__redox/state")).SelectTokens("patients[*].Identifiers[0].ID").Select(id => (string?)id);
}
