using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Names of data models and event types while they are read. Known ones are not allocated again: nearly every message has two of them.</summary>
internal static class EventName
{
    private const int Longest = 64;

    // A frozen set would not be faster, and cost the first message another 3 ms.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Known =
        new HashSet<string>(KnownMessages.Names(), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Takes the name at the reader's position; false when it is not Unicode text.</summary>
    internal static bool TryGet(ref readonly Utf8JsonReader reader, out string name) =>
        TryFind(reader.ValueSpan, out name) || JsonText.TryGet(in reader, out name);

    // An escaped name is not found, since no known name has a backslash.
    private static bool TryFind(ReadOnlySpan<byte> utf8, out string name)
    {
        Span<char> text = stackalloc char[Longest];
        if (utf8.Length <= Longest && Ascii.ToUtf16(utf8, text, out var length) == OperationStatus.Done && Known.TryGetValue(text[..length], out var known))
        {
            name = known;
            return true;
        }

        name = "";
        return false;
    }
}
