using System.Reflection;
using System.Text.Json;
using Redox.Client.Testing;
using Redox.Client.Testing.Engine.Exchange;

namespace Redox.Client.Tool;

/// <summary>The operations of <c>/__redox</c>.</summary>
internal sealed class ControlActions(RedoxFake fake, Seeds seeds)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly PropertyInfo[] Views =
        [.. typeof(RedoxFakeData).GetProperties().Where(property => property.PropertyType == typeof(IReadOnlyList<JsonElement>))];

    public ControlResponse Run(string method, string path, string body) => (method, path) switch
    {
        ("GET", "") => ControlResponse.Text(Overview),
        ("GET", "/key") => ControlResponse.Text(fake.PrivateKeyPem),
        ("GET", "/journal") => ControlResponse.Json(fake.Requests.Select(JournalEntry.Of)),
        ("GET", "/journal.txt") => ControlResponse.Text($"{fake.Requests}"),
        ("DELETE", "/journal") => Do(fake.Requests.Clear),
        ("GET", "/faults") => ControlResponse.Json(new { unused = fake.Faults.Unused }),
        ("POST", "/faults") => Do(() => Read<FaultOrder>(body).Script(fake.Faults)),
        ("DELETE", "/faults") => Do(fake.Faults.Clear),
        ("GET", "/clock") => Clock(),
        ("POST", "/clock") => Advance(Read<ClockOrder>(body)),
        ("GET", "/state") => ControlResponse.Json(Views.ToDictionary(view => JsonNamingPolicy.CamelCase.ConvertName(view.Name), view => view.GetValue(fake.Data))),
        ("POST", "/state") => Do(() => fake.Data.AddMessage(body)),
        ("POST", "/reset") => Do(Reset),
        _ => ControlResponse.Refused(404, $"{method} {ControlEndpoint.Path}{path} does not exist; see GET {ControlEndpoint.Path}."),
    };

    private string Overview =>
        $$"""
        A fake Redox exchange at {{fake.BaseAddress}}
        client ID {{fake.ClientId}}, key ID {{fake.KeyId}}

        GET    {{ControlEndpoint.Path}}/key          the private key that belongs to the key ID; published, for tests only
        GET    {{ControlEndpoint.Path}}/journal      all requests, as JSON
        GET    {{ControlEndpoint.Path}}/journal.txt  the same as a timeline
        DELETE {{ControlEndpoint.Path}}/journal      clears the journal
        POST   {{ControlEndpoint.Path}}/faults       {"fault": "TooManyRequests", "retryAfter": 7, "times": 2}; for other requests than messages: "route";
                                for certain messages: "dataModel", "eventType"
        GET    {{ControlEndpoint.Path}}/faults       the faults that no request has met yet
        DELETE {{ControlEndpoint.Path}}/faults       removes all faults
        GET    {{ControlEndpoint.Path}}/clock        the time of the fake
        POST   {{ControlEndpoint.Path}}/clock        {"seconds": 360}: advances it
        GET    {{ControlEndpoint.Path}}/state        the data of the fake
        POST   {{ControlEndpoint.Path}}/state        an event as JSON: applied as if it had arrived
        POST   {{ControlEndpoint.Path}}/reset        journal, faults, tokens and state as at the start

        Faults: {{string.Join(", ", FaultOrder.Names)}}

        Endpoints of the exchange, each with its route:
        {{string.Join('\n', EndpointTable.All.Select(endpoint => $"{endpoint.ToString(),-24} {$"{endpoint.Route}".ToLowerInvariant()}"))}}
        """;

    private ControlResponse Clock() => ControlResponse.Json(new { now = fake.Clock.GetUtcNow() });

    private ControlResponse Advance(ClockOrder order)
    {
        if (order.Seconds is not >= 0 or > 1e9)
        {
            throw new HostException("seconds is how far to advance the clock: a number from 0 to 1,000,000,000.");
        }

        fake.Clock.Advance(TimeSpan.FromSeconds(order.Seconds));
        return Clock();
    }

    private void Reset()
    {
        fake.Faults.Clear();
        fake.Auth.RevokeTokens();
        fake.Data.Reset();
        seeds.AddTo(fake);
        fake.Requests.Clear();
    }

    private static ControlResponse Do(Action action)
    {
        action();
        return ControlResponse.Done;
    }

    private static T Read<T>(string body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Strict) ?? throw new HostException("The body is null. Send a JSON object.");
        }
        catch (JsonException exception)
        {
            var where = exception.Path is { Length: > 2 } path ? $": '{path[2..]}' is unknown or has a wrong value" : "";
            throw new HostException($"The body is not what GET {ControlEndpoint.Path} shows{where}.");
        }
    }

    private sealed record ClockOrder(double Seconds);
}
