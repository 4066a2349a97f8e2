using System.Text.Json.Nodes;
using Redox.Client.Models;
using Redox.Client.Tests.Sending;
using Redox.Client.Tests.Setup;
using Shared.Samples;

namespace Redox.Client.Tests.Messages;

/// <summary>Sending on what was received: nothing is lost on the way but what belongs to the way it came. Compared as JSON with what came in.</summary>
public sealed class ForwardTests
{
    private static readonly string[] OfTheTransmission = ["Source", "Logs", "Message", "Transmission", "Destinations"];

    private const string Odd = """
        {"Meta":{"DataModel":"Scheduling","EventType":"New","EventDateTime":"soon","Test":true,"FacilityCode":7,"source":{"ID":"x"},"Source":"x","Logs":{"ID":5},"Message":{"ID":"1"},
        "Transmission":null,"Destinations":["x"],"NewAtRedox":[null]},
        "Patient":{"Identifiers":[null,{"ID":3107}],"Demographics":{"FirstName":17,"DOB":"01-01-01","Address":"Main Street 1","PhoneNumber":{"Extensions":{"a":"x","b":{"date":"y"}}}}},
        "Visit":{"VisitNumber":5,"Location":[{"Department":7}]},"AppointmentInfo":"none","New":{"a":1}}
        """;

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void A_sample_is_forwarded_whole_and_as_its_own_type(string name)
    {
        var received = RedoxJson.Parse(Sample.Read(name));

        var forwarded = received.Forward("Clinic");

        Assert.Same(received.GetType(), forwarded.GetType());
        AssertForwarded(JsonNode.Parse(RedoxJson.Serialize(received))!, RedoxJson.Serialize(forwarded), """[{"Name":"Clinic"}]""");
    }

    [Fact]
    public async Task A_message_full_of_odd_forms_goes_out_as_it_came()
    {
        await using var app = App();
        SchedulingNew received = RedoxJson.Parse<SchedulingNew>(Odd), forwarded = received.Forward("Clinic", EnvelopeForms.Named);

        await app.Client.SendAsync(forwarded);
        await app.Client.WriteBackAsync(((IRedoxEvent)received).Forward("Clinic"));

        var sent = JsonNode.Parse(app.Messages[0].Text)!;
        Assert.Equal($$"""{"ID":"{{EnvelopeForms.Source}}"}""", sent["Meta"]!["Source"]!.ToJsonString());
        sent["Meta"]!.AsObject().Remove("Source");
        AssertForwarded(JsonNode.Parse(Odd)!, sent.ToJsonString(), $$"""[{"ID":"{{EnvelopeForms.OtherSource}}","Name":"Clinic"},{"ID":"{{EnvelopeForms.Named}}"}]""");
        Assert.NotEmpty(RedoxJson.Validate(app.Messages[0].Text));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Odd), JsonNode.Parse(RedoxJson.Serialize(received))));
        await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(received));
    }

    [Fact]
    public async Task What_is_changed_afterwards_is_checked_and_what_is_not_is_not()
    {
        await using var app = App();
        var forwarded = RedoxJson.Parse<SchedulingNew>(Odd).Forward("Clinic");
        var (patient, visit) = (forwarded.Patient!, forwarded.Visit!);
        var phone = patient.Demographics!.PhoneNumber!;

        await app.Client.SendAsync(forwarded with { Visit = visit with { Reason = "pain" } });
        await app.Client.SendAsync(forwarded with { Patient = patient with { Demographics = patient.Demographics with { PhoneNumber = phone with { Extensions = phone.Extensions! with { Items = phone.Extensions.Items } } } } });
        await app.Client.SendAsync(forwarded.WithMeta(meta => meta with { FacilityCode = "HB" }));

        Assert.Equal(
            ["Visit.VisitDateTime: required for Scheduling.New", "Visit.Location: required for Scheduling.New", "Visit.Duration: required for Scheduling.New"],
            (await ProblemsAsync(app, forwarded with { Visit = new() { VisitNumber = "5" } })).OrderBy(problem => problem.Length == 0 ? 0 : problem[6] == 'V' ? 0 : problem[6] == 'L' ? 1 : 2));
        Assert.Equal(["Patient.Demographics.PhoneNumber.Extensions.?.date: must be a date, YYYY-MM-DD"], await ProblemsAsync(app, forwarded with
        {
            Patient = patient with { Demographics = patient.Demographics with { PhoneNumber = phone with { Extensions = phone.Extensions! with { Items = New("c", """{"date":"z"}""") } } } },
        }));
        Assert.Equal(["Meta.EventDateTime: must be a date, YYYY-MM-DD, or a date and time, YYYY-MM-DDThh:mm:ss.fffZ"], await ProblemsAsync(app, forwarded.WithMeta(meta => new Meta
        {
            Destinations = meta.Destinations,
            EventDateTime = RedoxJson.Parse<SchedulingNew>(Odd).Meta.EventDateTime,
        })));
        Assert.Equal(3, app.Messages.Count);
    }

    [Fact]
    public async Task Values_taken_from_another_message_are_checked()
    {
        await using var app = App();
        var bad = RedoxJson.Parse<SchedulingNew>(Odd);
        var good = RedoxJson.Parse<SchedulingNew>(Sample.Read("scheduling/new.json"));
        var (fromBad, fromGood) = (bad.Forward("Clinic"), good.Forward("Clinic"));

        await app.Client.SendAsync(fromGood with { Patient = fromGood.Patient! with { Notes = ["allergic"] } });

        Assert.NotEmpty(await ProblemsAsync(app, fromGood with { Patient = bad.Patient }));
        Assert.Equal(await ProblemsAsync(app, fromGood with { Patient = bad.Patient }), await ProblemsAsync(app, fromGood with { Patient = fromBad.Patient }));
        Assert.NotEmpty(await ProblemsAsync(app, fromGood with { Patient = fromGood.Patient! with { Demographics = fromBad.Patient!.Demographics } }));
        Assert.Single(app.Messages);
    }

    [Fact]
    public async Task An_odd_test_is_refused_unless_the_call_does_not_validate()
    {
        await using var app = App();
        foreach (var test in EnvelopeForms.OddTests.Concat(EnvelopeForms.RepeatedTests))
        {
            var forwarded = RedoxJson.ParseEvent(EnvelopeForms.Message(test: test)).Forward("Clinic");

            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(forwarded));
        }

        Assert.Empty(app.Messages);
        await app.Client.SendAsync(RedoxJson.ParseEvent(EnvelopeForms.Message(test: "\"Test\":\"Y\",")).Forward("Clinic"), new RedoxCallOptions { Validate = false });
        Assert.Equal("\"Y\"", JsonNode.Parse(app.Messages[0].Text)!["Meta"]!["Test"]!.ToJsonString());
    }

    [Fact]
    public async Task An_envelope_that_is_there_twice_is_not_forwarded_as_one_of_the_two()
    {
        await using var app = App();
        var json = """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Test":true},"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"}}""";

        await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(RedoxJson.ParseEvent(json).Forward("Clinic")));
        await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(RedoxJson.ParseEvent(json.Replace("},\"Meta\"", "},\"META\"", StringComparison.Ordinal)).Forward("Clinic")));
    }

    [Fact]
    public void It_goes_somewhere()
    {
        var message = new SchedulingNew();

        Assert.StartsWith("Name at least one destination.", Assert.Throws<ArgumentException>(() => message.Forward()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => message.Forward("Clinic", " "));
        Assert.Throws<ArgumentNullException>(() => message.Forward(null!));
        Assert.Throws<ArgumentNullException>(() => ((SchedulingNew)null!).Forward("Clinic"));
        Assert.Equal("Clinic", Assert.Single(message.Forward("Clinic").Meta.Destinations).Name);
    }

    private static void AssertForwarded(JsonNode received, string forwarded, string destinations)
    {
        var meta = received["Meta"]!.AsObject();
        foreach (var name in meta.Select(member => member.Key).Where(name => OfTheTransmission.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList())
        {
            meta.Remove(name);
        }

        meta["Destinations"] = JsonNode.Parse(destinations);
        Assert.True(JsonNode.DeepEquals(received, JsonNode.Parse(forwarded)), $"{received}\n{forwarded}");
    }

    private static Dictionary<string, Extension> New(string name, string json) => new() { [name] = System.Text.Json.JsonSerializer.Deserialize<Extension>(json)! };

    private static async Task<IEnumerable<string>> ProblemsAsync(OutboundApp app, IRedoxEvent message) =>
        (await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(message))).Problems.Select(problem => $"{problem}");

    private static OutboundApp App() => new(options =>
    {
        options.Destinations["Clinic"] = EnvelopeForms.OtherSource;
        options.SourceId = EnvelopeForms.Source;
        options.DefaultDestination = EnvelopeForms.Default;
        options.Environment = RedoxEnvironment.Production;
    });
}
