using System.Net;
using System.Net.Sockets;
using System.Text;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Hosting;

/// <summary>What stands on the wire, byte by byte: requests written by hand over a plain socket, and responses read by hand.</summary>
public sealed class RawWireTests : IAsyncLifetime
{
    private const string Headers =
        """
        Cache-Control: private, no-cache, no-store, must-revalidate
        Content-Security-Policy: default-src https:; style-src https: 'unsafe-inline'; object-src 'none'
        Content-Type: #
        ETag: #
        Expires: -1
        Pragma: no-cache
        Referrer-Policy: same-origin
        Strict-Transport-Security: max-age=300; includeSubdomains;
        Vary: Accept-Encoding
        X-Content-Security-Policy: default-src https:; style-src https: 'unsafe-inline'; object-src 'none'
        X-Content-Type-Options: nosniff
        X-Frame-Options: deny
        X-XSS-Protection: 1; mode=block
        """;

    private const string Patient = """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":[{"ID":"d","Name":"Sü+d"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""";

    private RedoxFake _redox = null!;

    public async Task InitializeAsync() => _redox = await RedoxFake.StartAsync(options => options.Strictness = Strictness.Lenient);

    public async Task DisposeAsync() => await _redox.DisposeAsync();

    [Fact]
    public async Task Login_by_form_is_answered_as_recorded()
    {
        var form = Encoding.ASCII.GetBytes($"apiKey={_redox.Auth.LegacyApiKey}&secret={_redox.Auth.LegacySecret}");

        var response = await RawExchange.PostAsync(_redox, "POST /auth/authenticate HTTP/1.1\nContent-Type: application/x-www-form-urlencoded", form);

        const string uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
        Assert.Equal((200, 145, "145"), (response.Status, response.Body.Length, response.Header("Content-Length")));
        Assert.Matches($$"""^\{"accessToken":"{{uuid}}","expires":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","refreshToken":"{{uuid}}"\}$""", response.Text);
        Assert.Equal(Filled("application/json; charset=utf-8", response), response.Described);
    }

    [Fact]
    public async Task Wrong_login_is_answered_as_recorded()
    {
        var response = await RawExchange.PostAsync(_redox, "POST /auth/authenticate HTTP/1.1\nContent-Type: application/json", "{\"apiKey\":\"a\",\"secret\":\"b\"}"u8.ToArray());

        Assert.Equal((401, "Invalid request", "15", "W/\"f-RGtBbVNe0/VH/NZT3BHUnA\""), (response.Status, response.Text, response.Header("Content-Length"), response.Header("ETag")));
        Assert.Equal(Filled("text/html; charset=utf-8", response), response.Described);
    }

    [Fact]
    public async Task Message_is_answered_in_plain_UTF8()
    {
        var response = await PostMessageAsync(Encoding.UTF8.GetBytes(Patient), "Content-Type: application/json");

        Assert.Equal(200, response.Status);
        Assert.True(response.Body.AsSpan().IndexOf("\"Name\":\"S\u00fc+d\""u8) > 0, response.Text);
        Assert.Equal(Filled("application/json; charset=utf-8", response), response.Described);
    }

    [Theory]
    [InlineData("application/json", "application/json", 200)]
    [InlineData("application/json", "text/plain", 200)]
    [InlineData("text/plain", "application/json", 400)]
    public async Task First_of_two_content_types_counts(string first, string second, int status) =>
        Assert.Equal(status, (await PostMessageAsync(Encoding.UTF8.GetBytes(Patient), $"Content-Type: {first}\nContent-Type: {second}")).Status);

    [Fact]
    public async Task First_of_two_authorizations_counts() =>
        Assert.Equal(200, (await PostMessageAsync(Encoding.UTF8.GetBytes(Patient), "Content-Type: application/json", "Authorization: Bearer other")).Status);

    [Fact]
    public async Task Announced_length_beyond_the_limit_is_refused_at_once()
    {
        // Nothing of the body is ever sent.
        var response = await RawExchange.SendAsync(_redox, "POST /endpoint HTTP/1.1\nContent-Type: application/json\nContent-Length: 99999999999");

        Assert.Equal((413, "Payload Too Large", "close"), (response.Status, response.Text, response.Header("Connection")));
        Assert.Contains("The body has 99999999999 bytes", Assert.Single(Assert.Single(_redox.Requests).Problems).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_are_listed_as_Express_does()
    {
        var response = await RawExchange.SendAsync(_redox, "OPTIONS /Endpoint/ HTTP/1.1");

        Assert.Equal((200, "POST", "POST", "text/html; charset=utf-8"), (response.Status, response.Header("Allow"), response.Text, response.Header("Content-Type")));
    }

    [Fact]
    public async Task Response_to_HEAD_has_no_body()
    {
        var response = await RawExchange.SendAsync(_redox, "HEAD /endpoint HTTP/1.1");

        Assert.Equal((404, "9", 0), (response.Status, response.Header("Content-Length"), response.Body.Length));
    }

    [Fact]
    public async Task Long_response_comes_compressed_in_chunks()
    {
        _redox.Data.AddPatient($$$"""{"Identifiers":[{"ID":"1","IDType":"MR"}],"Demographics":{"LastName":"{{{new string('a', 1_000)}}}"}}""");
        var query = """{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Destinations":[{"ID":"d"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}"""u8.ToArray();

        var response = await PostMessageAsync(query, "Content-Type: application/json\nAccept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3");

        Assert.Equal(("gzip", "chunked", null), (response.Header("Content-Encoding"), response.Header("Transfer-Encoding"), response.Header("Content-Length")));
        Assert.Equal([0x1F, 0x8B], response.Body[..2]);
        Assert.InRange(response.Body.Length, 100, 1_000);
    }

    [Fact]
    public async Task Handshake_by_GET_has_the_token_in_its_header()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var destination = _redox.Push.To(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook"), "my-token");

        var verifying = destination.VerifyAsync(HttpMethod.Get);
        using var client = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var head = new List<string>();
        using (var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true))
        {
            for (var line = await reader.ReadLineAsync(); !string.IsNullOrEmpty(line); line = await reader.ReadLineAsync())
            {
                head.Add(line);
            }
        }

        var challenge = head[0].Split("challenge=")[1].Split('&')[0];
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {challenge.Length}\r\nConnection: close\r\n\r\n{challenge}"));
        Assert.True((await verifying).Accepted);
        Assert.Equal($"GET /hook?challenge={challenge}&verification-token=my-token HTTP/1.1", head[0]);
        Assert.Contains("verification-token: my-token", head);
        Assert.DoesNotContain(head, line => line.StartsWith("authorization", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<RawResponse> PostMessageAsync(byte[] body, string headers, string after = "")
    {
        var login = await RawExchange.PostAsync(
            _redox,
            "POST /auth/authenticate HTTP/1.1\nContent-Type: application/json",
            Encoding.ASCII.GetBytes($$"""{"apiKey":"{{_redox.Auth.LegacyApiKey}}","secret":"{{_redox.Auth.LegacySecret}}"}"""));
        return await RawExchange.PostAsync(_redox, $"POST /endpoint HTTP/1.1\nAuthorization: Bearer {login.Text.Split('"')[3]}\n{headers}\n{after}", body);
    }

    private static string Filled(string type, RawResponse response) =>
        Headers.Replace("Content-Type: #", $"Content-Type: {type}", StringComparison.Ordinal).Replace("ETag: #", $"ETag: {response.Header("ETag")}", StringComparison.Ordinal).ReplaceLineEndings("\n");
}
