using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Setup;

// Patients and records that several rooms look up. Every response is also validated against the definition of its event.
public abstract partial class ExchangeTests
{
    protected const string Niamh = """{"Identifiers":[{"ID":"HV-1","IDType":"MR"}],"Demographics":{"FirstName":"Niamh","LastName":"Featherstone"}}""";

    protected const string Timothy = """{"Identifiers":[{"ID":"HV-2","IDType":"MR"}],"Demographics":{"FirstName":"Timothy","LastName":"Featherstone"}}""";

    protected const string PatientOne = """{"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}}""";

    protected async Task SendEventAsync(string dataModel, string eventType, string members) =>
        Assert.Equal("", (await PostWithTokenAsync(Message(dataModel, eventType, members))) is { Status: 200 } ? "" : Redox.Requests.ToString());

    protected async Task<JObject> QueryAsync(string dataModel, string eventType, string members)
    {
        var response = await PostWithTokenAsync(Message(dataModel, eventType, members));
        Assert.Equal((200, null), (response.Status, response.Error));
        AssertIsAResponse(response.Json, RedoxJson.FindDefinition(dataModel, eventType)!);
        return response.Json;
    }

    protected static void AssertIsAResponse(JObject response, MessageDefinition query)
    {
        Assert.Equal(query.EventType, (string?)response.SelectToken("Meta.EventType"));
        var type = query.Type.GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRedoxQuery<>)).GetGenericArguments()[0];
        var asResponse = (JObject)response.DeepClone();
        asResponse["Meta"]!["EventType"] = RedoxJson.Definitions.Single(definition => definition.Type == type).EventType;
        var json = asResponse.ToString();
        Assert.Empty(RedoxJson.Validate(json));
        Assert.Empty(RedoxJson.Read(json).Issues);
        Assert.DoesNotContain(response.Descendants(), token => token.Type == JTokenType.Null);
    }

    protected static string? Find(JObject json, string path) => (string?)json.SelectToken(path);

    protected static string Message(string dataModel, string eventType, string members, string meta = "")
    {
        var body = members.Trim()[1..^1];
        return $$"""{"Meta":{"DataModel":"{{dataModel}}","EventType":"{{eventType}}"{{meta}},"Destinations":[{"ID":"d"}]}{{(body.Length > 0 ? "," : "")}}{{body}}}""";
    }

    protected static string SchedulingEvent(string number, string time, string patient = Niamh, string more = "", string department = "3N") => $$$$"""
        {"Patient":{{{{patient}}}},"Visit":{"VisitNumber":"{{{{number}}}}","VisitDateTime":"{{{{time}}}}","Duration":30,"Location":{"Department":"{{{{department}}}}"}{{{{more}}}}}}
        """;

    protected static string Note(string id, string patient = Niamh, string more = "", string type = "Progress Note") => $$$$"""
        {"Patient":{{{{patient}}}},"Visit":{"VisitNumber":"V-1"},
        "Note":{"ContentType":"Plain Text","DocumentType":"{{{{type}}}}","DocumentID":"{{{{id}}}}","FileContents":"text","Provider":{"ID":"4"}{{{{more}}}}}}
        """;

    protected async Task<JObject> SearchAsync(string criteria)
    {
        var response = await PostWithTokenAsync(Query("PatientSearch", "Query", criteria), "query");
        Assert.Equal(200, response.Status);
        return response.Json;
    }

    protected void AddFeatherstones() => Redox.Data
        .AddPatient(patient => patient.Identifier("HV-1", "MR").Name("Niamh", "Featherstone").Born(1979, 11, 23).Sex("Female"))
        .AddPatient(patient => patient.Identifier("HV-2", "MR").Name("Timothy", "Featherstone").Born(2008, 1, 6))
        .AddPatient(new JsonObject { ["Demographics"] = new JsonObject { ["FirstName"] = "Niamh", ["LastName"] = "Okonkwo" } });

    protected static string Query(string dataModel, string eventType, string patient, string? more = null) =>
        $$"""{"Meta":{"DataModel":"{{dataModel}}","EventType":"{{eventType}}","Destinations":[{"ID":"d"}]},"Patient":{{patient}}{{(more is null ? "" : "," + more)}}}""";
}
