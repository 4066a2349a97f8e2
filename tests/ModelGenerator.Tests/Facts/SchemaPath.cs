namespace Redox.ModelGenerator.Tests.Facts;

/// <summary>
/// The paths of Redox's published JSON schemas (2021, 2023 and 2024 together): per event a tree, one member a line, one blank more per level.
/// A line says <c>name type</c>; <c>!</c> marks a required member, <c>until 2021</c> one that later schemas dropped.
/// </summary>
internal sealed record SchemaPath(string Event, string Path, string Type, string? ElementType, bool IsRequired, bool IsDropped)
{
    public static IReadOnlyList<SchemaPath> All { get; } = [.. Read()];

    private static IEnumerable<SchemaPath> Read()
    {
        var name = "";
        var parents = new List<string>();
        foreach (var line in File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Facts", "schema-paths.txt")))
        {
            var depth = line.Length - line.TrimStart(' ').Length;
            if (depth == 0)
            {
                name = line;
                continue;
            }

            var (member, facts) = line.Trim().Split(' ', 2) is [var m, var f] ? (m, f) : throw new FormatException(line);
            parents.RemoveRange(depth - 1, parents.Count - (depth - 1));
            var path = string.Concat(parents) + member;
            var isDropped = facts.EndsWith(" until 2021", StringComparison.Ordinal);
            var types = facts.Replace(" until 2021", "", StringComparison.Ordinal).TrimEnd('!').Split(" of ");
            yield return new SchemaPath(name, path, types[0], types.ElementAtOrDefault(1), facts.Contains('!', StringComparison.Ordinal), isDropped);
            parents.Add(member + (types[0] == "array" ? "[]." : "."));
        }
    }
}
