using System.Text;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests;

/// <summary>Many tests on one fake at once, and a very long one.</summary>
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
    public async Task Five_hundred_tests_of_which_64_run_at_a_time_do_not_meet(bool inMemory)
    {
        await using var redox = inMemory ? RedoxFake.InMemory() : await RedoxFake.StartAsync();
        using var http = redox.CreateHttpClient();

        await Parallel.ForAsync(0, inMemory ? 500 : 100, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellationToken) =>
        {
            await using var tenant = redox.CreateTenant($"test {i}");
            tenant.Data.AddPatient(patient => patient.Identifier("1", "MR").Name($"Patient {i}", "Of its own"));
            var token = await GetTokenAsync(http, tenant);

            await Parallel.ForAsync(0, 5, cancellationToken, async (n, _) => await PostAsync(http, token, Message.Replace("PLACE", $"{i}-{n}", StringComparison.Ordinal)));
            var found = await PostAsync(http, token, Message.Replace("Notes", "PatientSearch", StringComparison.Ordinal).Replace("PLACE", "1", StringComparison.Ordinal));

            Assert.Equal($"Patient {i}", (string?)JObject.Parse(found).SelectToken("Patient.Demographics.FirstName"));
            Assert.Equal(Enumerable.Range(0, 5).Select(n => $"{i}-{n}"), tenant.Requests.ReceivedOf("Notes", "Query").Select(request => request.At("Patient.Identifiers[0].ID")).Order());
            Assert.Equal(Enumerable.Range(1, 7), tenant.Requests.Select(request => (int)request.Number));
            await tenant.VerifyAsync(TimeSpan.Zero, cancellationToken);
        });

        Assert.Empty(redox.Requests);
    }

    [Fact]
    public async Task Memory_stays_flat_over_a_hundred_thousand_messages()
    {
        await using var redox = RedoxFake.InMemory(options => (options.JournalCapacity, options.RateLimit.Enabled) = (1_000, false));
        using var http = redox.CreateHttpClient();
        var token = await GetTokenAsync(http, redox);
        await SendAsync(10_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendAsync(90_000);

        Assert.Equal((1_000, 100_001), (redox.Requests.Count, redox.Requests.Total));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);

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

    private static async Task<string> PostAsync(HttpClient http, string token, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "endpoint") { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
