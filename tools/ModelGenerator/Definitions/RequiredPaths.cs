namespace Redox.ModelGenerator.Definitions;

/// <summary>Checks that required paths lead somewhere.</summary>
internal static class RequiredPaths
{
    private const string List = "[]";

    public static void Check(
        IEnumerable<(EventType Event, YamlText Path)> paths,
        IReadOnlyDictionary<string, ObjectType> types,
        DefinitionErrors errors)
    {
        foreach (var (type, (path, place)) in paths)
        {
            var members = AllMembers(type);
            var steps = path.Split('.');
            for (var i = 0; i < steps.Length; i++)
            {
                var isElement = steps[i].EndsWith(List, StringComparison.Ordinal);
                var name = isElement ? steps[i][..^List.Length] : steps[i];
                var member = members.FirstOrDefault(m => m.Name == name);
                var isLast = i == steps.Length - 1;
                if (member is null || (isLast ? isElement : member.IsList != isElement))
                {
                    errors.Add(
                        place,
                        $"the required path '{path}' does not exist in '{type.ClassName}' (at '{steps[i]}')",
                        "use names of members joined by dots, with [] after each list that the path goes through");
                    break;
                }

                members = member.Type is { Kind: MemberKind.Object, Reference: { } next }
                    ? types.GetValueOrDefault(next)?.Members ?? []
                    : [];
            }
        }
    }

    private static IReadOnlyList<Member> AllMembers(EventType type) =>
        [new Member("Meta", new MemberType(MemberKind.Object, "Meta"), IsList: false, ""), .. type.Members];
}
