using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Tests.Definitions;

public sealed class CatalogueReaderTests
{
    private const string Clinic = """
        model: Clinic Visit
        doc: Visits.

        events:
          Sign-on:
            kind: query
            answer: Answer
            legacy: [Old Query]
            doc: Asks.
            members:
              Patient: { type: Person, doc: The patient. }
              Rooms:   { type: [text], doc: "Rooms, by number." }
            required: [Patient, Patient.Sex]
          Answer:
            kind: queryResponse
            doc: Answers.
            members:
              People: { type: [Person], doc: People. }
            required:
              - People[].Sex
              - Meta.Source

        types:
          Person:
            doc: A person.
            shorthand: [Sex]
            members:
              Sex:    { type: Sex,      doc: The sex. }
              born:   { type: dateTime, doc: When. }
              Weight: { type: decimal, also: text, doc: In kg. }
              Extra:  { type: Extra,    doc: More. }

        valueSets:
          Discharge:
            doc: Where to.
            values:
              "01": { name: Home, doc: At home. }
              Other place: Elsewhere.
        """;

    private const string Shared = """
        types:
          Meta:
            doc: Envelope.
            members:
              Source: { type: text, doc: From. }
          Extra:
            doc: Anything.
            handWritten: true
        valueSets:
          Sex:
            doc: Sex of a person.
            values: [Female, Not told]
        """;

    [Fact]
    public void Everything_a_file_says_is_in_the_catalogue()
    {
        using var models = new TemporaryModels().With("ClinicVisit.yaml", Clinic).With("Shared.yaml", Shared);

        var catalogue = CatalogueReader.Read(models.Folder);

        var model = Assert.Single(catalogue.Models);
        Assert.Equal(("Clinic Visit", "ClinicVisit", "Visits."), (model.Name, model.Key, model.Doc));

        var query = model.Events[0];
        Assert.Equal(("Sign-on", "ClinicVisitSignOn", "Answer", "Asks."), (query.Name, query.ClassName, query.Answer, query.Doc));
        Assert.Equal(EventKind.Query, query.Kind);
        Assert.Equal(["Old Query"], query.LegacyNames);
        Assert.Equal(["Patient", "Patient.Sex"], query.Required);
        Assert.Equal(
            [
                new Member("Patient", new MemberType(MemberKind.Object, "Person"), false, "The patient."),
                new Member("Rooms", new MemberType(MemberKind.Text), true, "Rooms, by number."),
            ],
            query.Members);

        var person = catalogue.Types["Person"];
        Assert.Equal(("ClinicVisit", "A person.", false), (person.Folder, person.Doc, person.HandWritten));
        Assert.Equal(["Sex"], person.Shorthand);
        Assert.Equal(["Sex", "Born", "Weight", "Extra"], person.Members.Select(m => m.PropertyName));
        Assert.Equal(
            [MemberKind.ValueSet, MemberKind.DateTime, MemberKind.Decimal, MemberKind.Object],
            person.Members.Select(m => m.Type.Kind));
        Assert.Equal(["Weight"], person.Members.Where(m => m.OrText).Select(m => m.Name));
        Assert.True(catalogue.Types["Extra"].HandWritten);
        Assert.Equal("Shared", catalogue.Types["Extra"].Folder);

        Assert.Equal([new KnownValue("Female", "Female", null), new KnownValue("NotTold", "Not told", null)], catalogue.ValueSets["Sex"].Values);
        Assert.Equal(
            [new KnownValue("Home", "01", "At home."), new KnownValue("OtherPlace", "Other place", "Elsewhere.")],
            catalogue.ValueSets["Discharge"].Values);
    }

    [Theory]
    [InlineData("type: Person,", "type: Persn,", 11, "'Persn' is not a type")]
    [InlineData("type: Person,", "type: Answer,", 11, "'Answer' is not a type")]
    [InlineData("kind: queryResponse", "kind: reply", 15, "'reply' is not a kind of event")]
    [InlineData("kind: queryResponse", "kinds: queryResponse", 15, "an event has no key 'kinds'")]
    [InlineData("\"Rooms, by number.\"", "Rooms, by number.", 12, "a member has no key 'by number.'")]
    [InlineData("answer: Answer", "answer: Anser", 7, "the answer 'Anser' is not a queryResponse of this data model")]
    [InlineData("kind: queryResponse", "kind: notification", 7, "the answer 'Answer' is not a queryResponse")]
    [InlineData("    answer: Answer\n", "", 6, "the query 'Sign-on' has no answer")]
    [InlineData("[Patient, Patient.Sex]", "[Patient, Patient.Sexx]", 13, "the required path 'Patient.Sexx' does not exist in 'ClinicVisitSignOn' (at 'Sexx')")]
    [InlineData("[Patient, Patient.Sex]", "[Patient.Sex.Code]", 13, "the required path 'Patient.Sex.Code' does not exist")]
    [InlineData("- People[].Sex", "- People.Sex", 20, "the required path 'People.Sex' does not exist")]
    [InlineData("- Meta.Source", "- Meta.Sources", 21, "the required path 'Meta.Sources' does not exist")]
    [InlineData("shorthand: [Sex]", "shorthand: [Race]", 26, "the shorthand 'Race' of 'Person' is not one of its text members")]
    [InlineData("shorthand: [Sex]", "shorthand: [Weight]", 26, "the shorthand 'Weight' of 'Person' is not one of its text members")]
    [InlineData("born:  ", "Sex.X: ", 29, "'Sex.X' is not a C# name")]
    [InlineData("born:  ", "sex:   ", 29, "'Person' has two members that become 'Sex' in C#")]
    [InlineData("born:  ", "Person:", 29, "'Person' is also the name of its type")]
    [InlineData("born:  ", "Build: ", 29, "'Build' is taken by a member of every generated type")]
    [InlineData("Patient: {", "Meta: {", 6, "the event 'Sign-on' lists 'Meta', which every message has")]
    [InlineData("Extra:  { type: Extra,", "Extra:  { type: [Person],", 24, "the type 'Person' contains itself (Person -> Person)")]
    [InlineData("also: text", "also: boolean", 30, "'Weight' cannot also be 'boolean'")]
    [InlineData("{ type: dateTime,", "{ type: dateTime, also: text,", 29, "'born' cannot also be 'text'")]
    [InlineData("{ type: [Person], doc: People. }", "{ doc: People. }", 18, "the member 'People' has no 'type'")]
    [InlineData("doc: A person.", "doc:", 25, "the type 'Person' has no 'doc'")]
    [InlineData("name: Home", "name: 1Home", 37, "the value '01': '1Home' is not a C# name")]
    [InlineData("{ name: Home, doc: At home. }", "At home.", 37, "the value '01': '01' is not a C# name")]
    [InlineData("name: Home", "name: IsKnown", 37, "the value '01': 'IsKnown' is taken by a member of every value set")]
    [InlineData("Other place:", "Home:", 38, "'Discharge' has two values that become 'Home' in C#")]
    [InlineData("model: Clinic Visit", "model: Hospital Visit", 1, "the data model 'Hospital Visit' is in a file named 'ClinicVisit'")]
    [InlineData("doc: Visits.", "about: Visits.", 2, "the file has no key 'about'")]
    [InlineData("      Rooms: ", "      Patient: ", 12, "the YAML cannot be read")]
    public void A_mistake_is_reported_with_file_line_cause_and_remedy(string right, string wrong, int line, string cause)
    {
        Assert.Contains(right, Clinic, StringComparison.Ordinal);
        using var models = new TemporaryModels()
            .With("ClinicVisit.yaml", Clinic.Replace(right, wrong, StringComparison.Ordinal))
            .With("Shared.yaml", Shared);

        var error = Assert.Throws<DefinitionException>(() => CatalogueReader.Read(models.Folder));

        Assert.Contains(
            error.Message.Split('\n'),
            message => message.StartsWith($"models/ClinicVisit.yaml({line}): {cause}", StringComparison.Ordinal)
                && message.Contains("; ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  Person:\n", "  Sex:\n", "models/Shared.yaml(10): the name 'Sex' is taken by the type at models/ClinicVisit.yaml(24); rename the value set")]
    [InlineData("  Discharge:\n", "  Person:\n", "models/ClinicVisit.yaml(34): the name 'Person' is taken by the type at models/ClinicVisit.yaml(24)")]
    [InlineData("  Discharge:\n", "  ClinicVisitAnswer:\n", "models/ClinicVisit.yaml(14): the name 'ClinicVisitAnswer' is taken by the value set at models/ClinicVisit.yaml(34)")]
    public void A_name_is_defined_only_once(string right, string wrong, string expected)
    {
        using var models = new TemporaryModels()
            .With("ClinicVisit.yaml", Clinic.Replace(right, wrong, StringComparison.Ordinal))
            .With("Shared.yaml", Shared);

        var error = Assert.Throws<DefinitionException>(() => CatalogueReader.Read(models.Folder));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_hold_each_other_are_reported_with_the_circle()
    {
        const string Circle = """
            types:
              A: { doc: A., members: { B: { type: B, doc: B. } } }
              B: { doc: B., members: { C: { type: [C], doc: C. } } }
              C: { doc: C., members: { B2: { type: B, doc: B. } } }
            """;
        using var models = new TemporaryModels().With("Shared.yaml", Circle);

        var error = Assert.Throws<DefinitionException>(() => CatalogueReader.Read(models.Folder));

        Assert.StartsWith("models/Shared.yaml(3): the type 'B' contains itself (B -> C -> B); ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_of_one_data_model_cannot_be_used_by_another()
    {
        const string Other = """
            model: Other
            doc: Other.
            events:
              New:
                kind: notification
                doc: New.
                members:
                  Who: { type: Person, doc: Who. }
            """;
        using var models = new TemporaryModels().With("ClinicVisit.yaml", Clinic).With("Shared.yaml", Shared).With("Other.yaml", Other);

        var error = Assert.Throws<DefinitionException>(() => CatalogueReader.Read(models.Folder));

        const string Expected = "models/Other.yaml(8): 'Person' belongs to models/ClinicVisit.yaml alone; move it to Shared.yaml";
        Assert.StartsWith(Expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_order()
    {
        var broken = Clinic.Replace("type: decimal,", "type: kilo,", StringComparison.Ordinal).Replace("kind: query\n", "kind: ask\n", StringComparison.Ordinal);
        using var models = new TemporaryModels().With("ClinicVisit.yaml", broken).With("Shared.yaml", Shared);

        var error = Assert.Throws<DefinitionException>(() => CatalogueReader.Read(models.Folder));

        Assert.Collection(
            error.Message.Split('\n').Where(message => message.Contains("is not a kind", StringComparison.Ordinal) || message.Contains("is not a type", StringComparison.Ordinal)),
            first => Assert.Contains("(6): 'ask' is not a kind", first, StringComparison.Ordinal),
            second => Assert.Contains("(30): 'kilo' is not a type", second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_definitions_is_an_error()
    {
        using var models = new TemporaryModels();

        var error = Assert.Throws<DefinitionException>(() => CatalogueReader.Read(models.Folder));

        Assert.Contains("no definition files (*.yaml); run the generator in the repository's root folder", error.Message, StringComparison.Ordinal);
    }
}
