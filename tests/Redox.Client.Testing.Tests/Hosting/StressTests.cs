using System.Text;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;
using Shared;

namespace Redox.Client.Testing.Tests.Hosting;

/// <summary>Many concurrent tests on one fake, and a very long one.</summary>
[Collection(nameof(Alone))]
public sealed class StressTests
{
    private const string Message =
        """
        {"Meta":{"DataModel":"Notes","EventType":"Query","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"ID":"PLACE","IDType":"MR"}]}}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_tests_on_one_fake_do_not_interfere(bool inMemory)
    {
        await using var redox = inMemory ? RedoxFake.InMemory() : await RedoxFake.StartAsync();
        using var http = redox.CreateHttpClient();

        await Parallel.ForAsync(0, TestSize.Of(quick: 100, middle: 500), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellationToken) =>
        {
            await using var tenant = redox.CreateTenant($"test {i}");
            tenant.Data.AddPatient(patient => patient.Identifier("1", "MR").Name($"Patient {i}", "Of its own"));
            tenant.Faults.On(FakeRoute.Messages).For("Notes").Then(Fault.ServiceUnavailable(), times: 2).Then(Fault.BadGateway);
            var token = await GetTokenAsync(http, tenant);

            var statuses = new int[8];
            await Parallel.ForAsync(0, 8, cancellationToken, async (n, _) => statuses[n] = (await SendAsync(http, token, Message.Replace("PLACE", $"{i}-{n}", StringComparison.Ordinal))).Status);
            var found = await PostAsync(http, token, Message.Replace("Notes", "PatientSearch", StringComparison.Ordinal).Replace("PLACE", "1", StringComparison.Ordinal));

            Assert.Equal($"Patient {i}", (string?)JObject.Parse(found).SelectToken("Patient.Demographics.FirstName"));
            Assert.Equal([200, 200, 200, 200, 200, 502, 503, 503], statuses.Order());
            Assert.Equal(Enumerable.Range(0, 8).Select(n => $"{i}-{n}"), tenant.Requests.Messages.Where(request => request.DataModel == "Notes").Select(request => request.At("Patient.Identifiers[0].ID")).Order());
            Assert.Equal(Enumerable.Range(1, 10), tenant.Requests.Select(request => (int)request.Number));
            await tenant.VerifyAsync(TimeSpan.Zero, cancellationToken);
        });

        Assert.Empty(redox.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Memory_stays_flat_over_many_messages(bool inMemory)
    {
        await using var redox = inMemory ? RedoxFake.InMemory(Configure) : await RedoxFake.StartAsync(Configure);
        using var http = redox.CreateHttpClient();
        var token = await GetTokenAsync(http, redox);
        var count = TestSize.Of(quick: 20_000, middle: 100_000);
        await SendAsync(count / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendAsync(count - (count / 10));

        Assert.Equal((1_000, count + 1), (redox.Requests.Count, redox.Requests.Total));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);

        static void Configure(RedoxFakeOptions options) => (options.JournalCapacity, options.RateLimit.Enabled) = (1_000, false);

        Task SendAsync(int count) => Parallel.ForAsync(0, count, async (_, _) => await PostAsync(http, token, Message));
    }

    private static async Task<string> GetTokenAsync(HttpClient http, RedoxTenant tenant)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = new HandMadeAssertion(tenant).Sign(),
        });
        using var response = await http.PostAsync("v2/auth/token", form);
        return (string)JObject.Parse(await response.Content.ReadAsStringAsync())["access_token"]!;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_served_after_dispose_returns(bool inMemory)
    {
        var redox = inMemory ? RedoxFake.InMemory(WithoutRateLimit) : await RedoxFake.StartAsync(WithoutRateLimit);
        using var http = redox.CreateHttpClient();
        var token = await GetTokenAsync(http, redox);
        using var enough = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 16).Select(_ => SendAllTheTimeAsync()).ToList();
        await redox.Requests.WaitForAsync(request => request.Number > 100, within: TimeSpan.FromMinutes(1));

        await redox.DisposeAsync();

        var (served, known) = (redox.Requests.Total, redox.Data.AcceptedMessages.Count);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(http, token, Message));
        await enough.CancelAsync();
        await Task.WhenAll(senders);
        Assert.Equal((served, known), (redox.Requests.Total, redox.Data.AcceptedMessages.Count));

        async Task SendAllTheTimeAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                await Record.ExceptionAsync(() => SendAsync(http, token, Message));
            }
        }
    }

    private static void WithoutRateLimit(RedoxFakeOptions options) => options.RateLimit.Enabled = false;

    private static async Task<string> PostAsync(HttpClient http, string token, string message)
    {
        var (status, body) = await SendAsync(http, token, message);
        Assert.Equal(200, status);
        return body;
    }

    private static async Task<(int Status, string Body)> SendAsync(HttpClient http, string token, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "endpoint") { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
