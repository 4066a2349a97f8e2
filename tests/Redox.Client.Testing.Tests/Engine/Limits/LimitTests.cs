using System.Net.Http.Headers;
using System.Text;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Limits;

public abstract class LimitTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : LimitTests(Transport.InMemory);

    public sealed class OnSocket() : LimitTests(Transport.Socket);

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 413)]
    public async Task The_largest_accepted_body_is_forty_megabytes(int more, int status)
    {
        var message = Padded(40 * 1024 * 1024 + more);

        var response = await PostWithTokenAsync(message);

        var entry = Assert.Single(Redox.Requests.Messages);
        Assert.Equal(status, response.Status);
        Assert.Equal(message.Length, entry.BodyLength);
        Assert.Equal(status == 200, entry.Accepted);
        Assert.Equal(status == 200 ? [] : ["BodyTooLarge"], entry.Problems.Select(problem => problem.Kind.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_size_limit_applies_with_and_without_a_length(bool announced)
    {
        await RestartAsync(options => options.MaxMessageSize = 2_000);
        async Task<int> StatusAsync(string message)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "endpoint");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await GetTokenAsync());
            request.Content = announced ? new ByteArrayContent(Encoding.UTF8.GetBytes(message)) : new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(message)));
            request.Content.Headers.ContentType = new("application/json");
            return (await SendAsync(request)).Status;
        }

        Assert.Equal(200, await StatusAsync(Padded(2_000)));
        Assert.Equal(413, await StatusAsync(Padded(2_001)));
        var headers = Redox.Requests.Messages[1].Headers;
        Assert.Equal(announced, headers.ContainsKey("Content-Length"));
        Assert.Equal(!announced, headers.ContainsKey("Transfer-Encoding"));
    }

    [Fact]
    public async Task The_rate_limit_window_rolls_on_the_fakes_clock()
    {
        await RestartAsync(options => (options.RateLimit.PermitLimit, options.TokenLifetime) = (3, TimeSpan.FromHours(1)));
        var token = "Bearer " + await GetTokenAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("200 200 429 429", $"{await StatusAsync()} {await StatusAsync()} {await StatusAsync()} {await StatusAsync()}");
        Assert.Equal("RateLimitExceeded", Assert.Single(Redox.Requests.Messages[^1].Problems).Kind.ToString());

        Clock.Advance(TimeSpan.FromSeconds(240));
        Assert.Equal("200 429", $"{await StatusAsync()} {await StatusAsync()}");

        async Task<int> StatusAsync() => (await PostAsync(Appointment, token)).Status;
    }

    [Fact]
    public async Task The_rate_limit_header_says_7500_beyond_ten_thousand_requests()
    {
        var token = await GetTokenAsync();
        await Parallel.ForAsync(1, 10_000, async (_, _) => Assert.Equal(200, await SendSmallAsync()));

        using var request = Small();
        using var response = await Http.SendAsync(request);

        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal("7500", response.Headers.GetValues("X-RateLimit-Limit").Single());
        Assert.Null(response.Headers.RetryAfter);

        HttpRequestMessage Small() => new(HttpMethod.Post, "endpoint")
        {
            Content = new StringContent(Unknown, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", token) },
        };

        async Task<int> SendSmallAsync()
        {
            using var small = Small();
            using var response = await Http.SendAsync(small);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task The_rate_limit_can_be_turned_off()
    {
        await RestartAsync(options => (options.RateLimit.PermitLimit, options.RateLimit.Enabled) = (1, false));

        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_message_with_another_content_type_is_refused(string? contentType)
    {
        using var request = await WithTokenAsync(Appointment);
        request.Content!.Headers.ContentType = contentType is null ? null : new(contentType);

        AssertRejected(await SendAsync(request), "Content-Type must be application/json", "DataModels", "ContentTypeNotJson");
    }

    [Fact]
    public async Task A_response_without_a_body_has_length_zero()
    {
        Redox.Faults.Next(Fault.GatewayTimeout);

        using var response = await PostRawAsync(Appointment);

        Assert.Equal("Content-Length: 0\nDate: Mon, 05 Jan 2026 09:00:00 GMT", HeadersOf(response));
    }

    private static string HeadersOf(HttpResponseMessage response) => string.Join('\n', response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        .Select(header => $"{header.Key}: {(header.Key == "Content-Length" && header.Value.ToString() != "0" ? "###" : header.Value.ToString())}")
        .Order(StringComparer.Ordinal));

    private static string Padded(int length) => Appointment + new string(' ', length - Appointment.Length);

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
