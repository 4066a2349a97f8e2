using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Building;

public sealed class BuilderTests
{
    private const string Destination = "22222222-2222-4222-8222-222222222222";

    [Fact]
    public void A_message_is_built_member_by_member()
    {
        var message = PatientAdminNewPatient.Build(m => m
            .To(Destination)
            .Test()
            .Patient(p => p
                .AddIdentifier("0001", "MR")
                .AddIdentifier(i => i.ID("17").IDType("EHRID"))
                .AddIdentifier(new Identifier { ID = "18", IDType = "NIST" })
                .Demographics(d => d.FirstName("Ada").DOB(new DateOnly(1979, 11, 23)).Sex(Sex.Female).AddCitizenship("US").AddEmailAddress("a@mail.example"))));

        Assert.Equal(
            """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Test":true,"Destinations":[{"ID":"22222222-2222-4222-8222-222222222222"}]},"Patient":{"Identifiers":[{"ID":"0001","IDType":"MR"},{"ID":"17","IDType":"EHRID"},{"ID":"18","IDType":"NIST"}],"Demographics":{"FirstName":"Ada","DOB":"1979-11-23","Sex":"Female","EmailAddresses":["a@mail.example"],"Citizenship":["US"]}}}""",
            RedoxJson.Serialize(message));
    }

    [Fact]
    public void A_builder_is_used_up_by_building()
    {
        PatientSearchQuery.Builder? query = null;
        Demographics.Builder? demographics = null;
        Extensions.Builder? extensions = null;
        var message = PatientSearchQuery.Build(m =>
        {
            query = m;
            m.Patient(p => p.Demographics(d => demographics = d.FirstName("Ada"))).Meta(Meta.Build(meta => meta.Extensions(e => extensions = e)));
            Assert.Throws<InvalidOperationException>(() => demographics!.LastName("Ng"));
        });
        var before = RedoxJson.Serialize(message);

        foreach (var use in new Func<object>[]
        {
            () => query!.Patient((Patient?)null), () => query!.To("somewhere"), () => query!.Test(), () => query!.Meta(new Meta()), () => query!.Meta(meta => meta),
            () => query!.AdditionalProperty("New", JsonSerializer.SerializeToElement(1)), () => demographics!.AddCitizenship("US"), () => demographics!.Citizenship(["US"]),
            () => extensions!.Add("a", new Extension()),
        })
        {
            var error = Assert.Throws<InvalidOperationException>(use);
            Assert.Contains("Builders are not reused", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, RedoxJson.Serialize(message));
    }

    [Fact]
    public void Arguments_that_are_null_are_refused_by_name()
    {
        Assert.Equal("build", Assert.Throws<ArgumentNullException>(() => PatientSearchQuery.Build(null!)).ParamName);
        Assert.Equal("build", Assert.Throws<ArgumentNullException>(() => Patient.Build(null!)).ParamName);
        Assert.Equal("build", Refused(m => m.Patient((Action<Patient.Builder>)null!)));
        Assert.Equal("build", Refused(m => m.Patient(p => p.AddIdentifier((Action<Identifier.Builder>)null!))));
        Assert.Equal("value", Refused(m => m.Patient(p => p.AddIdentifier((Identifier)null!))));
        Assert.Equal("value", Refused(m => m.Patient(p => p.AddNote(null!))));
        Assert.Equal("value", Refused(m => m.Meta((Meta)null!)));
        Assert.Equal("change", Refused(m => m.Meta((Func<Meta, Meta>)null!)));
        Assert.Equal("value", Refused(m => m.Meta(meta => null!)));
        Assert.Equal("destination", Refused(m => m.To(null!)));
        Assert.Equal("name", Refused(m => m.AdditionalProperty(null!, default)));
        Assert.Throws<ArgumentException>(() => PatientSearchQuery.Build(m => m.To(" ")));
        Assert.Throws<ArgumentException>(() => PatientSearchQuery.Build(m => m.AdditionalProperty("Patient", JsonSerializer.SerializeToElement(1))));
        Assert.Throws<ArgumentException>(() => PatientSearchQuery.Build(m => m.AdditionalProperty("Meta", JsonSerializer.SerializeToElement(1))));
        Assert.Throws<ArgumentException>(() => PatientSearchQuery.Build(m => m.AdditionalProperty("New", default)));
    }

    [Fact]
    public void A_null_for_a_member_leaves_it_out() => Assert.Equal(
        new Patient(),
        Patient.Build(p => p.AddIdentifier("1").Identifiers(null).AddNote("x").Notes(null).Demographics(new Demographics()).Demographics((Demographics?)null)));

    [Fact]
    public void Lists_are_replaced_by_their_own_method_and_grow_by_Add()
    {
        var ours = new List<string> { "a" };
        var patient = Patient.Build(p =>
        {
            p.AddNote("lost").Notes(ours).AddNote("b");
            ours.Add("never seen");
        });

        Assert.Equal(["a", "b"], patient.Notes);
    }

    [Fact]
    public void A_destination_is_an_id_when_it_is_a_uuid_and_else_a_name()
    {
        var message = PatientSearchQuery.Build(m => Fill(m).To(Destination).To("General hospital").To("22222222222242228222222222222222"));

        Assert.Equal(
            [new SystemReference { ID = Destination }, new SystemReference { Name = "General hospital" }, new SystemReference { Name = "22222222222242228222222222222222" }],
            message.Meta.Destinations);
    }

    [Fact]
    public void Message_is_a_test_only_when_set()
    {
        Assert.Null(PatientSearchQuery.Build(m => Fill(m)).Meta.Test);
        Assert.True(PatientSearchQuery.Build(m => Fill(m).Test()).Meta.Test);
        Assert.False(PatientSearchQuery.Build(m => Fill(m).Test(false)).Meta.Test);
    }

    [Fact]
    public void An_envelope_of_another_message_is_stamped_and_otherwise_kept()
    {
        var received = RedoxJson.Parse("""{"Meta":{"DataModel":"Scheduling","EventType":"New","EventDateTime":"20120807","New":1,"Source":{"ID":"7"}}}""").Meta;

        var built = PatientSearchQuery.Build(m => Fill(m).Meta(received).Meta(meta => meta with { FacilityCode = "42" }).To(Destination));
        var made = new MediaNew { Meta = received };

        Assert.Equal("""{"DataModel":"PatientSearch","EventType":"Query","EventDateTime":"20120807","Source":{"ID":"7"},"Destinations":[{"ID":"22222222-2222-4222-8222-222222222222"}],"FacilityCode":"42","New":1}""", JsonSerializer.Serialize(built.Meta));
        Assert.Equal("""{"DataModel":"Media","EventType":"New","EventDateTime":"20120807","Source":{"ID":"7"},"New":1}""", JsonSerializer.Serialize(made.Meta));
        Assert.Equal("New", received.EventType);
    }

    [Fact]
    public void Response_keeps_the_event_type_that_it_echoes()
    {
        var query = new SchedulingBooked();

        Assert.Equal("Booked", new SchedulingBookedResponse { Meta = query.Meta }.Meta.EventType);
        Assert.Equal("BookedResponse", new SchedulingBookedResponse { Meta = new Meta { FacilityCode = "42" } }.Meta.EventType);
        Assert.Equal("BookedResponse", new SchedulingBookedResponse().Meta.EventType);
        Assert.Equal("Booked", RedoxJson.Parse<SchedulingBookedResponse>("""{"Meta":{"DataModel":"Scheduling","EventType":"Booked"},"Visits":[]}""").Meta.EventType);
    }

    [Fact]
    public void An_unknown_message_can_be_made_and_keeps_its_names()
    {
        var message = new UnknownMessage
        {
            Meta = new Meta { DataModel = "Genetics", EventType = "New" },
            AdditionalProperties = new Dictionary<string, JsonElement> { ["Genes"] = JsonSerializer.SerializeToElement("BRCA1") },
        };

        var json = RedoxJson.Serialize(message);

        Assert.Equal("""{"Meta":{"DataModel":"Genetics","EventType":"New"},"Genes":"BRCA1"}""", json);
        Assert.Equal(message, RedoxJson.Parse(json));
        Assert.Empty(RedoxJson.Validate(json));
    }

    [Fact]
    public void Building_lists_every_problem_of_the_message_at_once()
    {
        var error = Assert.Throws<RedoxValidationException>(() => SchedulingNew.Build(m => m.Visit(v => v.VisitNumber("1").VisitDateTime(default(RedoxDateTime)))));

        Assert.StartsWith("Scheduling.New is not valid:", error.Message, StringComparison.Ordinal);
        Assert.Contains("Visit.Location: required for Scheduling.New", error.Problems.Select(problem => $"{problem}"));
        Assert.Contains("Visit.VisitDateTime: required for Scheduling.New", error.Problems.Select(problem => $"{problem}"));
        Assert.All(error.Problems, problem => Assert.Contains($"{problem}", error.Message, StringComparison.Ordinal));
    }

    private static PatientSearchQuery.Builder Fill(PatientSearchQuery.Builder query) => query.Patient(p => p.AddIdentifier("1", "MR"));

    private static string? Refused(Action<PatientSearchQuery.Builder> build) => Assert.ThrowsAny<ArgumentNullException>(() => PatientSearchQuery.Build(build)).ParamName;
}
