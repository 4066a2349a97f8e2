using System.Text.Json;
using Redox.Client.Messages;

namespace Redox.Client.Serialization;

/// <summary>Turns the offsets of issues into paths, by reading the payload again. Only messages with issues pay for it.</summary>
internal static class IssuePaths
{
    internal static IReadOnlyList<ReadIssue> Resolve(IssueLog log, ReadOnlySpan<byte> payload, ObjectShape shape)
    {
        if (log.Count == 0)
        {
            return [];
        }

        payload = PayloadReader.WithoutByteOrderMark(payload);
        var paths = PathsAt(payload, shape, log.Entries.Select(entry => entry.Offset).ToHashSet());
        return [.. log.Entries.OrderBy(entry => entry.Offset).Select(entry => new ReadIssue(paths.GetValueOrDefault(entry.Offset, "?"), entry.Expected, entry.Found))];
    }

    private static Dictionary<long, string> PathsAt(ReadOnlySpan<byte> payload, ObjectShape shape, HashSet<long> offsets)
    {
        var found = new Dictionary<long, string>();
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = PayloadReader.MaxDepth });
        var path = new JsonPath(shape);
        while (found.Count < offsets.Count && reader.Read())
        {
            path.Move(ref reader);
            if (offsets.Contains(reader.TokenStartIndex))
            {
                found.TryAdd(reader.TokenStartIndex, path.ToString());
            }
        }

        return found;
    }
}
