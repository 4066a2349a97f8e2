using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Snapshots;

public abstract class SnapshotTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : SnapshotTests(Transport.InMemory);

    public sealed class OnSocket() : SnapshotTests(Transport.Socket);

    [Fact]
    public async Task A_snapshot_is_the_same_in_every_run_over_both_transports()
    {
        var message = $$$"""
            {"Visit":{"VisitNumber":"7","VisitDateTime":"{{{DateTime.UnixEpoch.AddSeconds(Random.Shared.Next()):O}}}","Duration":30,"Location":{"Department":"3N"}},
            "Patient":{"Identifiers":[{"ID":"{{{Guid.NewGuid()}}}","IDType":"Ä"}],"Demographics":{"DOB":"1979-11-23"}},
            "Meta":{"DataModel":"Scheduling","EventType":"New","Test":true,"Destinations":[{"ID":"{{{Guid.Empty}}}"},{"ID":"{{{Guid.Empty}}}"}]}}
            """;
        await PostWithTokenAsync(message);
        await PostAsync("no JSON", "Bearer garbage");
        using (var get = new HttpRequestMessage(HttpMethod.Get, $"files/{Guid.NewGuid()}"))
        {
            await SendAsync(get);
        }

        Assert.Equal(
            """
            POST /v2/auth/token: 200

            POST /endpoint Scheduling.New: 200
            {
              "Meta": {
                "DataModel": "Scheduling",
                "Destinations": [
                  {
                    "ID": "{uuid 1}"
                  },
                  {
                    "ID": "{uuid 1}"
                  }
                ],
                "EventType": "New",
                "Test": true
              },
              "Patient": {
                "Demographics": {
                  "DOB": "1979-11-23"
                },
                "Identifiers": [
                  {
                    "ID": "{uuid 2}",
                    "IDType": "Ä"
                  }
                ]
              },
              "Visit": {
                "Duration": 30,
                "Location": {
                  "Department": "3N"
                },
                "VisitDateTime": "{time 1}",
                "VisitNumber": "7"
              }
            }

            POST /endpoint: 401
              BearerTokenUnknown
            (7 bytes that are not a JSON object)

            GET /files/{uuid 3}: 404
              RouteUnknown

            """.ReplaceLineEndings("\n"),
            Redox.Requests.ToSnapshot());
        Assert.Equal("POST /v2/auth/token: 200\n", Redox.Requests.Tokens[0].ToSnapshot());
    }

    [Fact]
    public async Task A_snapshot_contains_no_secrets()
    {
        var assertion = ValidAssertion().Sign();
        await RequestTokenAsync(assertion);
        await AuthenticateAsync("authenticate", "secret", Redox.Auth.LegacySecret);
        await PostAsync(Appointment.Replace("3N", assertion, StringComparison.Ordinal), "Bearer " + await GetTokenAsync());

        var snapshot = Redox.Requests.ToSnapshot();

        Assert.Contains("\"Department\": \"{token}\"", snapshot, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", snapshot, StringComparison.Ordinal);
        Assert.DoesNotContain("test-only", snapshot, StringComparison.Ordinal);
    }
}
