using Redox.ModelGenerator.Definitions;
using Redox.ModelGenerator.Listed;

namespace Redox.ModelGenerator.Tests.Facts;

/// <summary>Holds the files under <c>models/</c> against the published schemas.</summary>
public sealed class ModelFactsTests
{
    private static readonly Catalogue Defined = CatalogueReader.Read(Path.Combine(Repository.Root(), "models"));

    private static readonly Dictionary<string, EventType> Events =
        Defined.Models.SelectMany(model => model.Events, (model, e) => ($"{model.Name}.{e.Name}", e)).ToDictionary();

    /// <summary>A number in one event that is text here, because the same member is text in the schemas of all other events.</summary>
    private const string NumberKeptAsText = "Clinical Decisions.Request UnsignedProcedureOrders[].Identifiers[].IDType";

    /// <summary>The events that are newer than the schemas: Redox's list of October 2023 has them.</summary>
    private static readonly string[] NewerEvents =
        ["Enrichment.ProvidersDetailsGet", "Enrichment.ProvidersDetailsResponse", "Insurance.New", "Insurance.Update"];

    [Fact]
    public void There_are_25_data_models_with_115Events()
    {
        Assert.Equal(25, Defined.Models.Count);
        Assert.Equal(
            SchemaPath.All.Select(p => p.Event).Distinct().Concat(NewerEvents).Order(StringComparer.Ordinal), Events.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(115, Events.Count);
    }

    [Fact]
    public void Every_path_of_the_schemas_is_defined_with_the_same_kind_unless_the_list_is_followed()
    {
        var wrong = SchemaPath.All.Where(fact => !IsDefined(fact)).Select(fact => $"{fact.Event} {fact.Path}");
        var followed = Followed.All.Where(member => member.Older == "text").Select(member => $"{member.Event} {member.Path}");

        Assert.Equal(followed.Append(NumberKeptAsText).Order(StringComparer.Ordinal), wrong.Order(StringComparer.Ordinal));
        Assert.True(SchemaPath.All.Count > 23_000);
    }

    [Fact]
    public void Paths_are_required_where_the_schemas_require_them_unless_the_list_is_followed()
    {
        var followed = Followed.All.Where(member => member.Older.StartsWith("required", StringComparison.Ordinal)).Select(member => $"{member.Event} {member.Path}").ToList();
        var required = from fact in SchemaPath.All
                       where fact is { IsRequired: true, IsDropped: false, Path: not ("Meta" or "Meta.DataModel" or "Meta.EventType") }
                       select $"{fact.Event} {fact.Path}";
        var defined = Events.Where(e => !NewerEvents.Contains(e.Key)).SelectMany(e => e.Value.Required, (e, path) => $"{e.Key} {path}");

        Assert.Equal(2, followed.Count);
        Assert.Equal(required.Order(StringComparer.Ordinal), defined.Concat(followed).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_message_has_the_members_of_Meta_that_its_envelope_needs()
    {
        Assert.Equal(["DataModel", "EventType"], Defined.Types["Meta"].Members.Take(2).Select(m => m.Name));
    }

    [Fact]
    public void Type_of_one_data_model_is_in_its_file()
    {
        var users = Defined.Models
            .SelectMany(model => NamesUsedBy(model), (model, name) => (model.Key, name))
            .ToLookup(use => use.name, use => use.Key);
        var folders = Defined.Types.Values.Select(t => (t.Name, t.Folder)).Concat(Defined.ValueSets.Values.Select(v => (v.Name, v.Folder)));

        Assert.All(folders, item => Assert.Equal(users[item.Name].Count() == 1 ? users[item.Name].Single() : "Shared", item.Folder));
    }

    [Fact]
    public void No_name_hides_a_type_of_the_usings_that_every_project_has()
    {
        string[] implicitUsings =
            ["System", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "System.Collections.Generic"];
        var known = new[] { typeof(object), typeof(Console), typeof(HttpClient), typeof(Enumerable), typeof(Uri) }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => implicitUsings.Contains(type.Namespace))
            .Select(type => type.Name)
            .ToHashSet();
        var names = Defined.Types.Keys.Concat(Defined.ValueSets.Keys).Concat(Events.Values.Select(e => e.ClassName));

        Assert.DoesNotContain(names, known.Contains);
    }

    [Fact]
    public void Docs_are_sentences()
    {
        var docs = Defined.Types.Values.SelectMany(type => type.Members.Select(m => m.Doc).Append(type.Doc))
            .Concat(Defined.Models.SelectMany(model => model.Events.SelectMany(e => e.Members.Select(m => m.Doc).Append(e.Doc)).Append(model.Doc)))
            .Concat(Defined.ValueSets.Values.SelectMany(set => set.Values.Select(v => v.Doc).OfType<string>().Append(set.Doc)));

        Assert.All(docs, doc => Assert.Matches("^[^a-z].*[.]$", doc));
    }

    private static bool IsDefined(SchemaPath fact)
    {
        var members = AllMembers(Events[fact.Event]);
        Member? member = null;
        foreach (var step in fact.Path.Split('.'))
        {
            member = members.SingleOrDefault(m => m.Name == step.Replace("[]", "", StringComparison.Ordinal));
            if (member is null)
            {
                return false;
            }

            members = member.Type.Reference is { } type && Defined.Types.TryGetValue(type, out var next) ? next.Members : [];
        }

        var kind = JsonKind(member!.Type.Kind);
        return member.IsList ? (fact.Type, fact.ElementType) == ("array", kind) : fact.Type == kind;
    }

    private static string JsonKind(MemberKind kind) => kind switch
    {
        MemberKind.Boolean => "boolean",
        MemberKind.Int32 or MemberKind.Int64 or MemberKind.Decimal or MemberKind.Epoch => "number",
        MemberKind.Object => "object",
        _ => "string",
    };

    private static IReadOnlyList<Member> AllMembers(EventType type) =>
        [new Member("Meta", new MemberType(MemberKind.Object, "Meta"), false, ""), .. type.Members];

    private static HashSet<string> NamesUsedBy(DataModel model)
    {
        var used = new HashSet<string>();
        void Visit(IEnumerable<Member> members)
        {
            foreach (var name in members.Select(m => m.Type.Reference).OfType<string>().Where(used.Add))
            {
                Visit(Defined.Types.TryGetValue(name, out var type) ? type.Members : []);
            }
        }

        Visit(model.Events.SelectMany(AllMembers));
        return used;
    }
}
