using System.Text;
using Redox.Client.Models;

namespace Redox.Client.Fuzz.Targets;

/// <summary>Responses to requests for tokens, to a client with an OAuth key and to one with a legacy key.</summary>
internal sealed class TokenTarget : FuzzTarget
{
    // Longer than a legacy token lives by itself.
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(25);

    private readonly Dictionary<bool, FuzzedClient> _clients = new() { [false] = new(legacy: false), [true] = new(legacy: true) };

    private static readonly PatientSearchQuery Query = new()
    {
        Meta = new Meta { Destinations = [new SystemReference { Name = "General Hospital" }] },
        Patient = new Patient { Identifiers = [new Identifier { ID = "0001", IDType = "MR" }] },
    };

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"access_token":"a-token","token_type":"Bearer","expires_in":300,"scope":""}""",
            """{"accessToken":"a-token","expires":"2026-03-02T12:00:00.000Z","refreshToken":"another-token"}""",
            """{"error":"invalid_request","error_description":"Public key not found, check client_id, kid and Redox dashboard settings","error_uri":"https://docs.redoxengine.com/permalink/oauth-api-key-errors"}""",
            "Invalid request", "<html>Bad gateway</html>", "",
        }.SelectMany(body => new[] { "200\n\n", "400\nDate: Sun, 01 Mar 2026 12:05:00 GMT\n\n", "401\nContent-Type: application/json\n\n", "429\nRetry-After: 5\n\n", "503\nRetry-After: soon\n\n" }.Select(head => Encoding.UTF8.GetBytes(head + body))),
    ];

    public override void Run(byte[] input)
    {
        var text = new HttpText(input);
        Run(text, legacy: false);
        Run(text, legacy: true);
    }

    public override void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        base.Dispose();
    }

    private void Run(HttpText text, bool legacy)
    {
        if (!Asked(text, legacy))
        {
            // The token of an input before this one lives on.
            _clients[legacy].Dispose();
            _clients[legacy] = new FuzzedClient(legacy);
            Asked(text, legacy);
        }
    }

    private bool Asked(HttpText text, bool legacy)
    {
        var app = _clients[legacy];
        app.Wait(UsualLife);
        app.Tokens.Answer = text.ToResponse;
        if (app.Complete(app.Client.QueryAsync(Query)) is { } exception)
        {
            Check(exception, app, text);
        }

        return app.Tokens.Requests > 0;
    }

    private static void Check(RedoxException exception, FuzzedClient app, HttpText text)
    {
        if (app.Messages.Requests == 0 && exception.Delivery != Delivery.NotSent)
        {
            throw new FuzzFailure("a message that was not sent is said to be", $"{exception}");
        }

        using var response = text.ToResponse();
        if ((int)response.StatusCode is < 500 and not (408 or 425 or 429) && (exception is RedoxUnavailableException || app.Tokens.Requests > 2))
        {
            throw new FuzzFailure("what no retry can change is taken for transient", $"HTTP {(int)response.StatusCode}, {app.Tokens.Requests} requests: {exception}");
        }
    }
}
