using System.Collections;
using System.Collections.Frozen;
using System.Text.Json;
using Redox.Client.Messages;

namespace Redox.Client.Serialization;

/// <summary>
/// The content of an object besides its properties, so that nothing is lost: unknown members, and the original JSON of members in an unexpected form.
/// Also which members were carried over from another message. Filled while an object is read; afterwards it is shared between copies and never changed.
/// </summary>
internal sealed class WireExtras
{
    internal static readonly IReadOnlyDictionary<string, JsonElement> NoUnknown = FrozenDictionary<string, JsonElement>.Empty;

    private Dictionary<string, JsonElement>? _unknown;
    private Dictionary<int, JsonElement>? _originals;

    // For members that occurred more than once: all values except the last, which is the property's.
    private List<(int Index, JsonElement Value)>? _earlier;

    private List<LooseMember>? _loose;

    internal IReadOnlyDictionary<string, JsonElement> Unknown => _unknown?.AsReadOnly() ?? NoUnknown;

    /// <summary>
    /// Bit i is set when member i came from another message, by <c>Forward</c> or in a write back to it, and was not changed since; this includes absent members.
    /// Null when no member was carried over.
    /// </summary>
    internal ulong? CarriedOver { get; set; }

    /// <summary>The origin of those members; null when none were carried over.</summary>
    internal CarryOrigin? Origin { get; set; }

    /// <summary>Whether there is JSON here that the types do not guarantee.</summary>
    internal bool HoldsJson => _unknown is not null || _originals is not null || _loose is not null || _earlier is not null;

    /// <summary>The names of all unknown members.</summary>
    internal IEnumerable<string> UnknownNames => Unknown.Keys.Concat(_loose?.Select(member => member.Name) ?? []);

    internal bool Deviates(int index) => IsRepeated(index) || Original(index) is not null;

    internal bool IsRepeated(int index) => _earlier is not null && _earlier.Exists(member => member.Index == index);

    internal bool TryGetUnknown(string name, out JsonElement value)
    {
        value = default;
        return _unknown is not null && _unknown.TryGetValue(name, out value);
    }

    internal void AddUnknown(string name, JsonElement value) => (_unknown ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal))[name] = value;

    /// <summary>For readers and builders, which own what they fill.</summary>
    internal bool RemoveUnknown(string name)
    {
        var isRemoved = _unknown?.Remove(name) == true;
        _unknown = NullIfEmpty(_unknown);
        return isRemoved;
    }

    internal void AddLoose(LooseMember member) => (_loose ??= []).Add(member);

    internal void AddOriginal(int index, JsonElement original) => (_originals ??= [])[index] = original;

    /// <summary>For readers, which own what they fill: the member occurs again.</summary>
    internal void AddEarlier(int index, JsonElement value)
    {
        (_earlier ??= []).Add((index, value));
        _originals?.Remove(index);
    }

    internal JsonElement? Original(int index) => _originals is not null && _originals.TryGetValue(index, out var original) ? original : null;

    /// <summary>Writes the values that must precede the properties, since for most JSON readers the last of several members counts.</summary>
    internal void WriteEarlier(Utf8JsonWriter writer, ObjectShape shape)
    {
        // By member, so that the written JSON is read and written identically.
        foreach (var (index, value) in (_earlier ?? []).OrderBy(member => member.Index))
        {
            writer.WritePropertyName(shape.NameOf(index));
            RawJson.Write(writer, value);
        }
    }

    /// <summary>Values with the same name are adjacent, so that the written JSON is read and written identically.</summary>
    internal void WriteUnknown(Utf8JsonWriter writer)
    {
        var loose = _loose?.ToLookup(member => _unknown?.ContainsKey(member.Name) == true ? member.Name : null, StringComparer.Ordinal);
        WriteLoose(writer, loose, null);
        if (_unknown is not null)
        {
            foreach (var (name, value) in _unknown)
            {
                WriteLoose(writer, loose, name);
                writer.WritePropertyName(name);
                RawJson.Write(writer, value);
            }
        }
    }

    private static void WriteLoose(Utf8JsonWriter writer, ILookup<string?, LooseMember>? loose, string? name)
    {
        if (loose is not null)
        {
            foreach (var member in loose[name])
            {
                RawJson.WriteMember(writer, member);
            }
        }
    }

    /// <summary>Forgets the original form of a member, since it has a new value.</summary>
    internal WireExtras Without(int index)
    {
        var bit = 1UL << index;
        var hasOriginal = _originals?.ContainsKey(index) == true;
        var isRepeated = IsRepeated(index);
        if (!hasOriginal && !isRepeated && ((CarriedOver ?? 0) & bit) == 0)
        {
            return this;
        }

        var copy = Copy();
        copy.CarriedOver &= ~bit;
        if (isRepeated)
        {
            copy._earlier = NullIfEmpty(_earlier!.Where(member => member.Index != index).ToList());
        }

        if (hasOriginal)
        {
            copy._originals = NullIfEmpty(_originals!.Where(member => member.Key != index).ToDictionary());
        }

        return copy;
    }

    /// <summary>With these unknown members in place of all others.</summary>
    internal WireExtras With(IEnumerable<KeyValuePair<string, JsonElement>> unknown)
    {
        var copy = Copy();
        (copy._unknown, copy._loose) = (null, null);
        foreach (var (name, value) in unknown)
        {
            copy.AddUnknown(name, RawJson.Copy(value));
        }

        return copy;
    }

    /// <summary>Without the unknown members with such names.</summary>
    internal WireExtras Without(Predicate<string> name)
    {
        var copy = Copy();
        copy._unknown = NullIfEmpty(_unknown?.Where(member => !name(member.Key)).ToDictionary(StringComparer.Ordinal));
        copy._loose = NullIfEmpty(_loose?.Where(member => !name(member.Name)).ToList());
        return copy;
    }

    /// <summary>With the earlier values of a member that were read elsewhere.</summary>
    internal WireExtras WithEarlierOf(WireExtras other, int index)
    {
        var copy = Copy();
        copy._earlier = [.. _earlier ?? [], .. other._earlier?.Where(member => member.Index == index) ?? []];
        return copy;
    }

    // An empty collection would count as content: see HoldsJson.
    private static T? NullIfEmpty<T>(T? collection)
        where T : class, ICollection => collection is { Count: > 0 } ? collection : null;

    private WireExtras Copy() =>
        new() { _unknown = _unknown, _originals = _originals, _loose = _loose, _earlier = _earlier, CarriedOver = CarriedOver, Origin = Origin };
}
