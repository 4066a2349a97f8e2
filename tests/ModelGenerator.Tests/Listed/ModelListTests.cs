using Redox.ModelGenerator.Definitions;
using Redox.ModelGenerator.Listed;
using Redox.ModelGenerator.Tests.Definitions;

namespace Redox.ModelGenerator.Tests.Listed;

/// <summary>The list of 4 October 2023 under <c>models/</c>, held against the definitions beside it.</summary>
public sealed class ModelListTests
{
    private static readonly string Root = Repository.Root();
    private static readonly Catalogue Defined = CatalogueReader.Read(Path.Combine(Root, "models"));
    private static readonly IReadOnlyList<ListedEvent> List = ModelList.Read(Path.Combine(Root, "models", ModelList.FileName));

    [Fact]
    public void Record_has_all_lines_of_the_list()
    {
        var lines = File.ReadLines(Path.Combine(Root, "models", ModelList.FileName)).Where(line => !line.StartsWith('#')).ToList();

        Assert.Equal((115, 21_005), (lines.Count(line => !line.StartsWith('\t')), lines.Count(line => line.StartsWith('\t'))));
        Assert.Equal((115, 21_005), (List.Count, List.Sum(listed => Lines(listed.Members))));
    }

    [Fact]
    public void Every_event_and_member_of_the_list_is_defined() =>
        Assert.DoesNotContain(Comparison.Between(List, Defined), difference => difference.Kind is DifferenceKind.Event or DifferenceKind.Member);

    [Fact]
    public void Every_difference_is_decided_once() => Assert.Empty(ConflictPage.Undecided(Comparison.Between(List, Defined), Decision.All));

    [Fact]
    public void Page_of_conflicts_is_up_to_date()
    {
        var page = File.ReadAllText(Path.Combine(Root, ConflictPage.Path)).ReplaceLineEndings("\n");

        Assert.True(page == ConflictPage.Of(List, Defined), $"{ConflictPage.Path} is out of date. Run 'dotnet run --project tools/ModelGenerator' and commit the result.");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\tRooms[]\tArray of Strings", "Clinic.New Rooms: the list says 'Array of Strings', models/ say 'not defined'")]
    [InlineData("\tPerson.Name\tNumeric", "Clinic.New Person.Name: the list says 'Numeric', models/ say 'text'")]
    [InlineData("\tPerson.Weight\tString", "Clinic.New Person.Weight: the list says 'String', models/ say 'decimal'")]
    [InlineData("\tPerson.Name[]\tString", "Clinic.New Person.Name: the list says 'String', models/ say 'text'")]
    [InlineData("\tPerson.Weight\tNumeric\tr", "Clinic.New Person.Weight: the list says 'required', models/ say 'optional'")]
    [InlineData("\tPerson\tString\n\tPerson.Name\tString", "")]
    [InlineData("Clinic\tMove", "Clinic.Move : the list says 'listed', models/ say 'not defined'")]
    public void A_difference_that_nobody_decided_is_reported(string added, string expected)
    {
        const string Meta = "\tMeta.DataModel\tString\tr\n\tMeta.EventType\tString\tr";
        var (list, catalogue) = Small($"# A comment.\nClinic\tNew\n{Meta}\n\tPerson.ID\tString\tr\n{added}".TrimEnd('\n'));

        var undecided = ConflictPage.Undecided(Comparison.Between(list, catalogue), []);

        Assert.Equal(expected.Length == 0 ? [] : [expected], undecided.Select(problem => problem.Split(';')[0]));
    }

    [Theory]
    [InlineData("optional", "\tPerson.ID\tString")]
    [InlineData("not listed", "\tPerson.Name\tString")]
    public void A_required_value_that_the_list_denies_is_reported(string says, string lines)
    {
        var (list, catalogue) = Small($"Clinic\tNew\n\tMeta.DataModel\tString\tr\n\tMeta.EventType\tString\tr\n{lines}");

        Assert.Equal([new Difference(DifferenceKind.RequiredValue, "Clinic.New", "Person.ID", says, "required")], Comparison.Between(list, catalogue));
    }

    [Fact]
    public void A_decision_about_nothing_is_reported()
    {
        var problem = Assert.Single(ConflictPage.Undecided([], [new Decision("Rooms", "None.", _ => true)]));

        Assert.Contains("'Rooms' is about nothing", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_not_one_of_the_list_is_named()
    {
        var error = Assert.Throws<DefinitionException>(() => Small("Clinic\tNew\n\tPerson.ID"));

        Assert.StartsWith($"{ModelList.FileName}(2): not a line of the list", error.Message, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<ListedEvent> List, Catalogue Catalogue) Small(string list)
    {
        const string Clinic = """
            model: Clinic
            doc: Visits.
            events:
              New:
                kind: notification
                doc: New.
                members:
                  Person: { type: Person, doc: Who. }
                required: [Person.ID]
            types:
              Person:
                doc: A person.
                members:
                  ID:     { type: text, doc: Identifier. }
                  Name:   { type: text, doc: Name. }
                  Weight: { type: decimal, doc: In kg. }
            """;
        const string Shared = """
            types:
              Meta:
                doc: Envelope.
                members:
                  DataModel: { type: text, doc: Model. }
                  EventType: { type: text, doc: Event. }
            """;
        using var models = new TemporaryModels().With("Clinic.yaml", Clinic).With("Shared.yaml", Shared).With(ModelList.FileName, list);
        return (ModelList.Read(Path.Combine(models.Folder, ModelList.FileName)), CatalogueReader.Read(models.Folder));
    }

    private static int Lines(IReadOnlyList<ListedMember> members) => members.Sum(member => member.Lines + Lines(member.Members));
}
