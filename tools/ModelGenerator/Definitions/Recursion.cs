namespace Redox.ModelGenerator.Definitions;

/// <summary>Finds types that contain themselves: messages have a fixed depth.</summary>
internal static class Recursion
{
    public static void Check(IReadOnlyDictionary<string, ObjectType> types, NameTable names, DefinitionErrors errors)
    {
        var finished = new HashSet<string>();
        foreach (var name in types.Keys)
        {
            Visit(name, []);
        }

        void Visit(string name, IReadOnlyList<string> path)
        {
            if (path.Contains(name))
            {
                var circle = string.Join(" -> ", path.SkipWhile(n => n != name).Append(name));
                errors.Add(names.PlaceOf(name), $"the type '{name}' contains itself ({circle})", "break the cycle with a type that omits the member");
            }
            else if (!finished.Contains(name))
            {
                foreach (var next in types[name].Members.Where(m => m.Type.Kind == MemberKind.Object).Select(m => m.Type.Reference!).Distinct())
                {
                    Visit(next, [.. path, name]);
                }

                finished.Add(name);
            }
        }
    }
}
