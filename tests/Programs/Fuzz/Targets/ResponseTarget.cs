using System.Text;
using Redox.Client.Models;

namespace Redox.Client.Fuzz.Targets;

/// <summary>Responses to messages: to an event, a write back and a query.</summary>
internal sealed class ResponseTarget : FuzzTarget
{
    private static readonly Meta Hospital = new() { Destinations = [new SystemReference { Name = "General Hospital" }] };

    private static readonly SchedulingNew Event = new()
    {
        Meta = Hospital,
        Visit = new() { VisitNumber = "7", VisitDateTime = new DateOnly(2026, 3, 2), Duration = 30, Location = new() { Department = "3N" } },
        Patient = new() { Identifiers = [new() { ID = "0001", IDType = "MR" }] },
    };

    private static readonly PatientSearchQuery Query = new() { Meta = Hospital, Patient = new() { Identifiers = [new() { ID = "0001", IDType = "MR" }] } };

    private readonly FuzzedClient _app = new(legacy: false);

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"d9f5d293-7110-461e-a875-3beb089e79f3","AttemptID":"925d1617-2fe0-468c-a14c-f8c04b572c54"}],"Message":{"ID":5565}}}""",
            """{"Meta":{"DataModel":"Scheduling","EventType":"New","Errors":[{"ID":100001,"Text":"Refused","Type":"transmission","Module":"Send"}]}}""",
            """{"Meta":{"DataModel":"PatientSearch","EventType":"Response"},"Patient":{"Identifiers":[{"ID":"0001","IDType":"MR"}],"Demographics":{"LastName":"Ng","DOB":"1979-11-23"}}}""",
            """{"errorDetail":"No such destination"}""", """{"Errors":[{"ID":7,"Text":"x"}]}""", "<html>Bad gateway</html>", "",
        }.SelectMany(body => new[] { "200\nContent-Type: application/json\n\n", "400\n\n", "403\n\n", "429\nRetry-After: 5\n\n", "500\nRedox-Trace-Id: t\n\n", "502\nContent-Length: 9\n\n" }.Select(head => Encoding.UTF8.GetBytes(head + body))),
    ];

    public override void Dispose()
    {
        _app.Dispose();
        base.Dispose();
    }

    public override void Run(byte[] input)
    {
        _app.Wait(TimeSpan.FromMinutes(2));
        _app.Messages.Answer = new HttpText(input).ToResponse;
        _app.Complete(_app.Client.SendAsync(Event));
        _app.Complete(_app.Client.WriteBackAsync(Event));
        _app.Complete(_app.Client.QueryAsync(Query));
    }
}
