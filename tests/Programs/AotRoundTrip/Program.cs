using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AotRoundTrip;
using Redox.Client;
using Redox.Client.Models;

// Reads, builds and writes messages in every way that must work without reflection. The exit code is the number of ways that do not.
var failures = 0;

Check("a received message gets the type that its Meta names", RedoxJson.Parse(Received.Json) is SchedulingNew { Patient.Identifiers: [{ ID: "0000000001" }] });
Check("RedoxJson writes a received message back as it came", Same(Received.Json, RedoxJson.SerializeToUtf8Bytes(RedoxJson.Parse(Received.Json))));
Check("an unknown event is kept", RedoxJson.Parse("""{"Meta":{"DataModel":"Weather","EventType":"New"},"Sky":"blue"}""") is UnknownMessage);
Check("what was unusual is reported", RedoxJson.Read<SchedulingNew>("""{"Meta":{},"Visit":{"VisitNumber":7}}""").Issues is [{ Path: "Visit.VisitNumber" }]);

var built = SchedulingNew.Build(message => message
    .To("af394f14-b34a-464f-8d24-895f370af4c9")
    .Patient(patient => patient.AddIdentifier("0000000001", "MR"))
    .Visit(visit => visit.VisitNumber("1234").VisitDateTime(DateTimeOffset.UnixEpoch).Duration(30).Location(location => location.Department("3N"))));
var written = RedoxJson.SerializeToUtf8Bytes(built);
Check("a built message is read again as its equal", RedoxJson.Parse<SchedulingNew>(written) == built);
Check("a message without what its event requires is refused", Refused(() => SchedulingNew.Build(message => message.Patient(new Patient()))));

RoundTrip("RedoxJson.Options", (JsonTypeInfo<SchedulingNew>)RedoxJson.Options.GetTypeInfo(typeof(SchedulingNew)));
RoundTrip("an application's own context", ApplicationContext.Default.SchedulingNew);
return failures;

void RoundTrip(string with, JsonTypeInfo<SchedulingNew> type)
{
    Check($"System.Text.Json writes with {with}", Same(written, JsonSerializer.SerializeToUtf8Bytes(built, type)));
    Check($"System.Text.Json reads with {with}", JsonSerializer.Deserialize(written, type) == built);
}

void Check(string what, bool holds)
{
    Console.WriteLine($"{(holds ? "ok    " : "FAILED")}  {what}");
    failures += holds ? 0 : 1;
}

static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));

static bool Refused(Action build)
{
    try
    {
        build();
        return false;
    }
    catch (RedoxValidationException)
    {
        return true;
    }
}
