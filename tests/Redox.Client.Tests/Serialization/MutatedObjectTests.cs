using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Tests.Serialization.Full;
using Redox.Client.Tests.Serialization.Trees;
using Shared.Json;

namespace Redox.Client.Tests.Serialization;

/// <summary>Every member of every type in every odd form: what is read is written back, and no form of one member touches another.</summary>
public sealed class MutatedObjectTests
{
    public static TheoryData<string> Types => [.. Definitions.TypeNames];

    [Theory]
    [MemberData(nameof(Types))]
    public void Any_member_of_a_type_survives_in_any_form(string name)
    {
        var type = typeof(Meta).Assembly.GetType($"Redox.Client.Models.{name}", throwOnError: true)!;
        var tree = (JsonTreeObject)JsonTree.Parse(FullJson.Object(name));
        foreach (var place in Direct(tree))
        {
            foreach (var form in OddForm.All.Concat(OddForm.Of(place.Value)))
            {
                place.Replace(JsonTree.Parse(form));

                var read = JsonSerializer.Deserialize($"{tree}", type, RedoxJson.Options);
                var written = JsonSerializer.Serialize(read, type, RedoxJson.Options);

                Assert.Null(JsonTree.Difference(tree, JsonTree.Parse(written)));
                Assert.Equal(read, JsonSerializer.Deserialize(written, type, RedoxJson.Options));
                foreach (var property in ObjectWalk.Members(type))
                {
                    property.GetValue(read);
                }
            }

            place.Replace(place.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Of_two_members_of_one_name_both_are_written_and_the_last_one_last(string name)
    {
        var type = typeof(Meta).Assembly.GetType($"Redox.Client.Models.{name}", throwOnError: true)!;
        foreach (var first in new[] { "null", "\"odd\"", "17", "[null]", "{}" })
        {
            var expected = FullJson.Object(name);
            var tree = (JsonTreeObject)JsonTree.Parse(expected);
            tree.Members.InsertRange(0, tree.Members.Select(member => member with { RawName = Escaped(member.RawName), Value = JsonTree.Parse(first) }).ToList());

            var read = JsonSerializer.Deserialize($"{tree}", type, RedoxJson.Options);

            var written = (JsonTreeObject)JsonTree.Parse(JsonSerializer.Serialize(read, type, RedoxJson.Options));
            var last = written.Members.GroupBy(member => member.RawName).Select(group => group.Last()).ToList();
            if (type != typeof(Extensions))
            {
                Assert.Equal(tree.Members.Count, written.Members.Count);
            }

            written.Members.Clear();
            written.Members.AddRange(last);
            Assert.Null(JsonTree.Difference(JsonTree.Parse(expected), written));
        }
    }

    private static List<JsonPlace> Direct(JsonTreeObject tree) =>
        [.. JsonPlace.Of(tree).Where(place => tree.Members.Any(member => ReferenceEquals(member.Value, place.Value)))];

    // "ID" as "\u0049D"
    private static string Escaped(string name) => $"\\u{(int)name[0]:x4}{name[1..]}";
}
