using System.Text.RegularExpressions;
using Redox.ModelGenerator.Definitions;
using Redox.ModelGenerator.Tests.Definitions;

namespace Redox.ModelGenerator.Tests.Emit;

public sealed partial class GeneratedNamesTests
{
    [Fact]
    public async Task Add_methods_of_all_models_read_as_English()
    {
        var files = Generation.Run(CatalogueReader.Read(Path.Combine(Repository.Root(), "models")));

        var names = files.Values.SelectMany(text => AddMethod().Matches(text)).Select(match => $"{match.Groups["list"].Value} -> {match.Groups["method"].Value}");

        await Verify(string.Join('\n', names.Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Rooms", "AddRoom")]
    [InlineData("Diagnoses", "AddDiagnosis")]
    [InlineData("Allergies", "AddAllergy")]
    [InlineData("Addresses", "AddAddress")]
    [InlineData("Prefixes", "AddPrefix")]
    [InlineData("Matches", "AddMatch")]
    [InlineData("VisitStatuses", "AddVisitStatus")]
    [InlineData("Aliases", "AddAlias")]
    [InlineData("UseCases", "AddUseCase")]
    [InlineData("Diagnosis", "AddDiagnosis")]
    [InlineData("Education", "AddEducation")]
    public void The_items_of_a_list_are_added_by_the_singular_of_its_name(string list, string method)
    {
        var code = BuilderOf($"{list}: {{ type: [text], doc: Some. }}");

        Assert.Contains($"public Builder {method}(string value)", code, StringComparison.Ordinal);
        Assert.Contains($"public Builder {list}(IEnumerable<string>? values)", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_lists_with_one_singular_are_added_by_their_own_names()
    {
        var code = BuilderOf("Status: { type: [text], doc: Some. }\n      Statuses: { type: [text], doc: Some. }");

        Assert.Contains("public Builder AddStatus(string value)", code, StringComparison.Ordinal);
        Assert.Contains("public Builder AddStatuses(string value)", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ID", "_id")]
    [InlineData("IDType", "_idType")]
    [InlineData("DOB", "_dob")]
    [InlineData("VisitNumber", "_visitNumber")]
    [InlineData("url", "_url")]
    [InlineData("EHRID", "_ehrid")]
    public void A_field_is_the_name_of_its_member_in_camel_case(string member, string field) =>
        Assert.Contains($"private string? {field};", BuilderOf($"{member}: {{ type: text, doc: Some. }}"), StringComparison.Ordinal);

    [Fact]
    public void A_parameter_that_is_a_keyword_of_CSharp_is_marked()
    {
        var code = BuilderOf("""
            Owner: { type: Owner, doc: Some. }
            """, """
              Owner:
                doc: A person.
                shorthand: [Event]
                members:
                  Event: { type: text, doc: Some. }
            """);

        Assert.Contains("public Builder Owner(string @event)", code, StringComparison.Ordinal);
    }

    private static string BuilderOf(string member, string types = "")
    {
        using var models = new TemporaryModels()
            .With("Clinic.yaml", $"model: Clinic\ndoc: Visits.\n\nevents:\n  New:\n    kind: notification\n    doc: Some.\n    members:\n      {member}\n{(types.Length > 0 ? "\ntypes:\n" + types : "")}")
            .With("Shared.yaml", "types:\n  Meta:\n    doc: Envelope.\n    members:\n      DataModel: { type: text, doc: Some. }\n");
        return Generation.Run(CatalogueReader.Read(models.Folder))["Clinic/ClinicNew.cs"];
    }

    [GeneratedRegex("""CopyOf\(values, "(?<list>\w+)"\).*?public Builder (?<method>\w+)\(""", RegexOptions.Singleline)]
    private static partial Regex AddMethod();
}
