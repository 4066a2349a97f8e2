using Redox.Client.Tool.Control.Faults;

namespace Redox.Client.Tool.Control;

/// <summary>The calls of <c>/__redox</c>, and the only place that knows them: overview, help and refusals read it, and the guide is compared with it.</summary>
internal static class ControlTable
{
    public static readonly IReadOnlyList<ControlCall> All =
    [
        new("GET", "", "this overview, as text", request => ControlResponse.Text(Overview.Of(request.Running))),
        new("GET", "/info", "version, addresses, credentials and audiences, as JSON", request => ControlResponse.Json(Introduction.Facts(request.Running))),
        new("GET", "/health", "200 as soon as the program listens", _ => ControlResponse.Json(new { status = "up", version = Product.Version })) { IsProbe = true },
        new("GET", "/ready", "200 once the seeds are loaded, 503 until then", request => request.IsReady ? ControlResponse.Json(new { status = "ready" }) : ControlResponse.Starting) { IsProbe = true },
        new("GET", "/key", "the private key that belongs to the key ID; published, for tests only", request => ControlResponse.Text(request.Running.Fake.PrivateKeyPem)),
        new("GET", "/journal", "all requests, as JSON", request => ControlResponse.Json(request.Running.Fake.Requests.Select(JournalEntry.Of))),
        new("GET", "/journal.txt", "the same as a timeline", request => ControlResponse.Text($"{request.Running.Fake.Requests}")),
        new("DELETE", "/journal", "clears the journal", running => running.Fake.Requests.Clear()),
        new("GET", "/faults", "the faults that no request has met yet", request => ControlResponse.Json(new { unused = request.Running.Fake.Faults.Unused })),
        new("POST", "/faults", "scripts a fault", FaultOrder.Script) { Body = """{"fault": "TooManyRequests", "retryAfter": 7, "times": 2}""" },
        new("POST", "/faults/release", "lets go of the requests that the fault Held holds back", running => running.Held.Release()),
        new("DELETE", "/faults", "removes all faults, and lets go of what they hold back", running =>
        {
            running.Fake.Faults.Clear();
            running.Held.Release();
        }),
        new("POST", "/tokens/expire", "all access tokens issued so far expire; the clock stays", running => running.Fake.Auth.ExpireTokens()),
        new("GET", "/clock", "the time of the fake", ClockCalls.Show),
        new("POST", "/clock", "advances the clock: tokens expire, delays end", ClockCalls.Advance) { Body = """{"seconds": 360}""" },
        new("DELETE", "/clock", "puts the clock back to real time", ClockCalls.Return),
        new("GET", "/state", "the data of the fake, as JSON", StateCalls.Show),
        new("POST", "/state", "adds an event, a list of events, or one event after the other (NDJSON), as if they had arrived: all or none", StateCalls.Add)
        {
            Body = """{"Meta": {"DataModel": "PatientAdmin", "EventType": "NewPatient"}, "Patient": {"Identifiers": [{"ID": "HV-1", "IDType": "MR"}]}}""",
        },
        new("POST", "/reset", "journal, faults, tokens, clock, rate limit and data as at the start", running => running.Reset()),
    ];

    private static readonly int Width = All.Max(call => $"{call}".Length);

    /// <summary>A line for each call.</summary>
    public static string Lines { get; } = string.Join('\n', All.Select(call => $"  {$"{call}".PadRight(Width)}  {call.Does}"));

    /// <summary>The call of a request; <see langword="null"/> if there is none.</summary>
    public static ControlCall? Find(string method, string path) =>
        At(path).FirstOrDefault(call => call.Method == (method == "HEAD" ? "GET" : method));

    /// <summary>The refusal of a request that no row answers.</summary>
    public static ControlResponse Unknown(string method, string path)
    {
        string[] methods = [.. At(path).Select(call => call.Method)];
        return methods.Length == 0
            ? ControlResponse.Refused(404, $"{ControlEndpoint.Path}{path} does not exist. GET {ControlEndpoint.Path} lists what does.")
            : ControlResponse.Refused(405, $"{method} {ControlEndpoint.Path}{path} does not exist; this path takes {OptionValue.List(methods)}.") with
            {
                Headers = [new("Allow", string.Join(", ", methods.Contains("GET") ? [.. methods, "HEAD"] : methods))],
            };
    }

    private static IEnumerable<ControlCall> At(string path) => All.Where(call => call.Path == path);
}
