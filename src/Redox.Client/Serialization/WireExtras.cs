using System.Collections.Frozen;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// What an object carries beside its properties so that nothing is lost: unknown members, and the original JSON of members in an unexpected form.
/// Filled while an object is read; afterwards it is shared between copies and never changed.
/// </summary>
internal sealed class WireExtras
{
    internal static readonly IReadOnlyDictionary<string, JsonElement> NoUnknown = FrozenDictionary<string, JsonElement>.Empty;

    private Dictionary<string, JsonElement>? _unknown;
    private Dictionary<int, JsonElement>? _originals;

    internal IReadOnlyDictionary<string, JsonElement> Unknown => _unknown?.AsReadOnly() ?? NoUnknown;

    internal bool HasOriginals => _originals is { Count: > 0 };

    internal bool AddUnknown(string name, JsonElement value)
    {
        _unknown ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var isNew = !_unknown.ContainsKey(name);
        _unknown[name] = value;
        return isNew;
    }

    internal void AddOriginal(int index, JsonElement original) => (_originals ??= [])[index] = original;

    internal bool TryWriteOriginal(Utf8JsonWriter writer, int index)
    {
        if (_originals is null || !_originals.TryGetValue(index, out var original))
            return false;
        RawJson.Write(writer, original);
        return true;
    }

    internal void WriteUnknown(Utf8JsonWriter writer)
    {
        if (_unknown is null)
            return;
        foreach (var (name, value) in _unknown)
        {
            writer.WritePropertyName(name);
            RawJson.Write(writer, value);
        }
    }

    internal WireExtras Without(int index)
    {
        if (_originals is null || !_originals.ContainsKey(index))
            return this;
        var originals = new Dictionary<int, JsonElement>(_originals);
        originals.Remove(index);
        return new WireExtras { _unknown = _unknown, _originals = originals };
    }

    internal WireExtras With(IReadOnlyDictionary<string, JsonElement> unknown)
    {
        var copy = new WireExtras { _originals = _originals };
        foreach (var (name, value) in unknown)
            copy.AddUnknown(name, value.Clone());
        return copy;
    }
}
