using System.Net;
using System.Net.Sockets;
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
        Assert.Contains("POST   /__redox/faults", (await host.SendAsync("GET", "__redox")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requested_port_is_part_of_the_token_address()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

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

    [Fact]
    public async Task The_clock_can_be_advanced()
    {
        await using var host = await RunningHost.StartAsync();
        var before = await NowAsync("GET", "");

        var after = await NowAsync("POST", """{"seconds":3600}""");

        Assert.InRange(after - before, TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));

        async Task<DateTimeOffset> NowAsync(string method, string body) =>
            DateTimeOffset.Parse(JObject.Parse((await host.SendAsync(method, "__redox/clock", body)).Body)["now"]!.Value<DateTime>().ToString("O"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("POST", "__redox/faults", """{"fault":"Nope"}""", 400, "fault is 'Nope'; use one of Unauthorized, ")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","tims":2}""", 400, "The body is not what GET /__redox shows: 'tims' is unknown or has a wrong value.")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","route":"files"}""", 400, "route is 'files'; use messages or token.")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","eventType":"New"}""", 400, "eventType requires dataModel.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Slow"}""", 400, "Slow needs a delay in seconds.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Slow","delay":1e300}""", 400, "delay is in seconds: a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"TooManyRequests","retryAfter":1e18}""", 400, "retryAfter is in seconds: a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServiceUnavailable","retryAfter":-1}""", 400, "retryAfter is in seconds: a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"OAuthError","code":"invalid_client"}""", 400, "is a fault for the route Token, but the script is for the route Messages.")]
    [InlineData("POST", "__redox/faults", """{"fault":"OAuthError","route":"token"}""", 400, "OAuthError needs a code, such as invalid_client.")]
    [InlineData("POST", "__redox/faults", """{"fault":"NotHttp"}""", 400, "NotHttp needs a text, which is sent in place of HTTP.")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","route":"0"}""", 400, "route is '0'; use messages or token.")]
    [InlineData("POST", "__redox/faults", "{", 400, "The body is not what GET /__redox shows")]
    [InlineData("POST", "__redox/clock", """{"seconds":-1}""", 400, "seconds is how far to advance the clock")]
    [InlineData("POST", "__redox/state", """{"Meta":{}}""", 400, "Meta lacks DataModel or EventType. Pass the whole message.\"")]
    [InlineData("PUT", "__redox/state", "", 404, "PUT /__redox/state does not exist")]
    public async Task A_mistake_is_named(string method, string path, string body, int status, string error)
    {
        await using var host = await RunningHost.StartAsync();

        var response = await host.SendAsync(method, path, body);

        Assert.Equal(status, response.Status);
        Assert.Contains(error, response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_host_names_are_refused()
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "__redox/reset") { Headers = { Host = "attacker.example" } };

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData(null, 200)]
    public async Task Web_pages_of_other_origins_are_refused(string? origin, int status)
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "__redox/reset") { Headers = { { "Origin", origin ?? host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) } } };

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Body_that_is_not_UTF8_is_refused()
    {
        await using var host = await RunningHost.StartAsync();
        using var content = new ByteArrayContent([.. "{\"Meta\":\""u8, 0xE9, .. "\"}"u8]);

        using var response = await host.Http.PostAsync(new Uri("__redox/state", UriKind.Relative), content);

        Assert.Equal((400, "The body is not UTF-8."), ((int)response.StatusCode, (string?)JObject.Parse(await response.Content.ReadAsStringAsync())["error"]));
    }

    [Fact]
    public async Task Localhost_may_be_in_capitals()
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "__redox/clock") { Headers = { Host = $"LOCALHOST:{host.Http.BaseAddress!.Port}" } };

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
    }

    private static async Task<IEnumerable<string?>> PatientsAsync(RunningHost host) =>
        (await host.JsonAsync("GET", "__redox/state")).SelectTokens("patients[*].Identifiers[0].ID").Select(id => (string?)id);
}
