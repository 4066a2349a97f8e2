using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Collects irregularities while a payload is read. Only offsets are noted: paths are determined afterwards, so that a clean message does not pay for them.
/// </summary>
internal sealed class IssueLog
{
    // A hostile payload could consist of issues only; no one reads more than these.
    internal const int Most = 1_000;

    private List<Entry>? _entries;

    /// <summary>The origin of the content, if it is carried over: see <see cref="CarriedOver"/>.</summary>
    internal CarryOrigin? CarriesOver { get; init; }

    internal int Count => _entries?.Count ?? 0;

    internal IReadOnlyList<Entry> Entries => _entries ?? [];

    internal void Add(ref readonly Utf8JsonReader reader, string expected, string found) => Add(reader.TokenStartIndex, expected, found);

    internal void AddDuplicate(ref readonly Utf8JsonReader reader) => AddDuplicate(reader.TokenStartIndex);

    internal void AddDuplicate(long offset) => Add(offset, "one member of this name", "a duplicate");

    internal void Clear() => _entries?.Clear();

    internal void Add(long offset, string expected, string found)
    {
        if (Count < Most)
        {
            (_entries ??= []).Add(new Entry(offset, expected, found));
        }
    }

    internal readonly record struct Entry(long Offset, string Expected, string Found);
}
