using System.Globalization;
using System.Text;
using Redox.ModelGenerator.Definitions;

namespace Shared.Json;

/// <summary>Writes JSON from the definitions alone: every member of every type at every level, two items in every list, no value twice.</summary>
internal sealed class FullJson(int depth)
{
    private int _count;

    public static string Message(string name)
    {
        var (model, type) = Definitions.Find(name);
        var json = new FullJson(depth: 64);
        var meta = json.Members(Definitions.Catalogue.Types["Meta"].Members, member => member switch
        {
            "DataModel" => $"\"{model.Name}\"",
            "EventType" => $"\"{type.Name}\"",
            _ => null,
        });
        return $"{{\"Meta\":{{{meta}}}{(type.Members.Count > 0 ? "," : "")}{json.Members(type.Members)}}}";
    }

    /// <summary>One object; the objects that it holds are empty.</summary>
    public static string Object(string type) => new FullJson(depth: 1).ObjectText(type);

    private string Members(IEnumerable<Member> members, Func<string, string?>? special = null) =>
        string.Join(',', members.Select(member => $"\"{member.Name}\":{special?.Invoke(member.Name) ?? Value(member)}"));

    private string Value(Member member) => member.IsList ? $"[{Item(member.Type)},{Item(member.Type)}]" : Item(member.Type);

    private string Item(MemberType type)
    {
        var count = ++_count;
        return type.Kind switch
        {
            MemberKind.Text => $"\"text \\\"{count}\\\" \u00e4\u4e16 \\\\ \\n <&'/>\"",
            MemberKind.Boolean => count % 2 == 0 ? "true" : "false",
            MemberKind.Int32 => count.ToString(CultureInfo.InvariantCulture),
            MemberKind.Int64 => (9_000_000_000 + count).ToString(CultureInfo.InvariantCulture),
            MemberKind.Decimal => $"{count}.{(count % 2 == 0 ? "10" : "125")}",
            MemberKind.Epoch => (1_700_000_000 + count).ToString(CultureInfo.InvariantCulture),
            MemberKind.Date => Date(count),
            MemberKind.DateTime when count % 2 == 0 => Date(count),
            MemberKind.DateTime => $"{Date(count)[..^1]}T10:20:30.{count % 1000:000}Z\"",
            MemberKind.ValueSet => $"\"{KnownValue(type.Reference!, count)}\"",
            _ => ObjectText(type.Reference!),
        };
    }

    private string ObjectText(string type)
    {
        depth--;
        var members = depth < 0 ? ""
            : type == "Extensions" ? $"\"first-extension\":{ObjectText("Extension")},\"second-extension\":{ObjectText("Extension")}"
            : Members(Definitions.Catalogue.Types[type].Members);
        depth++;
        return $"{{{members}}}";
    }

    private static string Date(int count) =>
        new StringBuilder().Append('"').Append(new DateOnly(1950, 1, 1).AddDays(count).ToString("O", CultureInfo.InvariantCulture)).Append('"').ToString();

    private static string KnownValue(string set, int count)
    {
        var values = Definitions.Catalogue.ValueSets[set].Values;
        return values[count % values.Count].Text;
    }
}
