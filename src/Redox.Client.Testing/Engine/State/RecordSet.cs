using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>
/// Records in the order in which they first arrived, each found by any of its keys. Above the capacity the oldest is dropped, which
/// keeps the memory use of a fake flat.
/// </summary>
/// <param name="capacity">The maximum number of records.</param>
/// <param name="combine">Combines an older and a newer record with a common key. Default: newer members win, nothing is lost.</param>
internal sealed class RecordSet(int capacity, Func<JsonElement, JsonElement, JsonElement>? combine = null)
{
    private readonly Func<JsonElement, JsonElement, JsonElement> _combine = combine ?? JsonParts.MergedWith;
    private readonly LinkedList<Entry> _entries = [];
    private readonly Dictionary<RecordKey, LinkedListNode<Entry>> _byKey = [];

    public IEnumerable<JsonElement> All => _entries.Select(entry => entry.Record);

    public JsonElement? Find(RecordKey key) => EntryOf([key])?.Record;

    /// <summary>The entry with one of the keys. A record keeps its entry, however often it changes.</summary>
    public Entry? EntryOf(IEnumerable<RecordKey> keys)
    {
        foreach (var key in keys)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                return node.Value;
            }
        }

        return null;
    }

    /// <summary>
    /// Adds a record, or combines it with those that have a common key: they become one, in the order of the keys. A record without keys
    /// is always added.
    /// </summary>
    public Entry Put(IReadOnlyCollection<RecordKey> keys, JsonElement record)
    {
        var known = keys.Select(key => _byKey.GetValueOrDefault(key)).OfType<LinkedListNode<Entry>>().Distinct().ToList();
        if (known is not [.. var merged, var kept])
        {
            (merged, kept) = ([], _entries.AddLast(new Entry(record)));
        }
        else
        {
            var older = merged.Select(node => node.Value.Record).Append(kept.Value.Record).Aggregate(_combine);
            kept.Value.Record = JsonElement.DeepEquals(older, record) ? older : _combine(older, record); // Most events repeat the known data of a patient.
        }

        Own(kept, merged.SelectMany(node => node.Value.Keys).Concat(keys).ToList());
        merged.ForEach(_entries.Remove);
        if (_entries.Count > capacity)
        {
            Remove(_entries.First!);
        }

        return kept.Value;
    }

    public void Remove(IEnumerable<RecordKey> keys)
    {
        foreach (var key in keys)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                Remove(node);
            }
        }
    }

    /// <summary>Replaces every record for which the change returns a different one.</summary>
    public void Change(Func<JsonElement, JsonElement?> change)
    {
        foreach (var entry in _entries)
        {
            entry.Record = change(entry.Record) ?? entry.Record;
        }
    }

    private void Own(LinkedListNode<Entry> node, List<RecordKey> keys)
    {
        foreach (var key in keys)
        {
            _byKey[key] = node;
            node.Value.Keys.Add(key);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        foreach (var key in node.Value.Keys)
        {
            _byKey.Remove(key);
        }

        _entries.Remove(node);
    }

    internal sealed class Entry(JsonElement record)
    {
        public JsonElement Record { get; set; } = record;

        public HashSet<RecordKey> Keys { get; } = [];
    }
}
