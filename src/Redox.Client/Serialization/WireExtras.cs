using System.Collections.Frozen;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// What an object carries beside its properties so that nothing is lost: unknown members, and the original JSON of members in an unexpected form.
/// Also which members were carried over from another message. Filled while an object is read; afterwards it is shared between copies and never changed.
/// </summary>
internal sealed class WireExtras
{
    internal static readonly IReadOnlyDictionary<string, JsonElement> NoUnknown = FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Of an object that was carried over whole, with nothing else to keep.</summary>
    internal static readonly WireExtras AllCarriedOver = new() { CarriedOver = ulong.MaxValue };

    private Dictionary<string, JsonElement>? _unknown;
    private Dictionary<int, JsonElement>? _originals;

    // Bit i is set when member i was there more than once.
    private ulong _repeated;

    // Members whose names hold half a surrogate pair: .NET text and dictionaries of it are no place for them.
    private List<(byte[] EscapedName, JsonElement Value)>? _unnamed;

    internal IReadOnlyDictionary<string, JsonElement> Unknown => _unknown?.AsReadOnly() ?? NoUnknown;

    /// <summary>
    /// Bit i is set when member i came from another message, by <c>Forward</c> or in an answer to it, and was not changed since; absent members come along, too.
    /// Null when the object did not come that way.
    /// </summary>
    internal ulong? CarriedOver { get; set; }

    /// <summary>Whether there is JSON here that the types do not vouch for.</summary>
    internal bool HoldsJson => _unknown is not null || _originals is not null || _unnamed is not null;

    internal bool IsOdd(int index) => IsRepeated(index) || Original(index) is not null;

    internal bool IsRepeated(int index) => (_repeated & (1UL << index)) != 0;

    /// <summary>Whether there is a member of such a name, or one whose name cannot be told.</summary>
    internal bool HasUnknown(Predicate<string> name)
    {
        if (_unnamed is not null)
        {
            return true;
        }

        if (_unknown is not null)
        {
            foreach (var member in _unknown.Keys)
            {
                if (name(member))
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal bool AddUnknown(string name, JsonElement value)
    {
        _unknown ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var isNew = !_unknown.ContainsKey(name);
        _unknown[name] = value;
        return isNew;
    }

    /// <summary>For readers and builders, which own what they fill.</summary>
    internal bool RemoveUnknown(string name) => _unknown?.Remove(name) == true;

    internal void AddUnnamed(byte[] escapedName, JsonElement value) => (_unnamed ??= []).Add((escapedName, value));

    internal void AddOriginal(int index, JsonElement original) => (_originals ??= [])[index] = original;

    internal void AddRepeated(int index) => _repeated |= 1UL << index;

    internal JsonElement? Original(int index) => _originals is not null && _originals.TryGetValue(index, out var original) ? original : null;

    internal void WriteUnknown(Utf8JsonWriter writer)
    {
        if (_unknown is not null)
        {
            foreach (var (name, value) in _unknown)
            {
                writer.WritePropertyName(name);
                RawJson.Write(writer, value);
            }
        }

        if (_unnamed is not null)
        {
            foreach (var (escapedName, value) in _unnamed)
            {
                RawJson.WriteMember(writer, escapedName, value);
            }
        }
    }

    /// <summary>Forgets how a member came, since it has a new value.</summary>
    internal WireExtras Without(int index)
    {
        var bit = 1UL << index;
        var hasOriginal = _originals?.ContainsKey(index) == true;
        if (!hasOriginal && ((_repeated | (CarriedOver ?? 0)) & bit) == 0)
        {
            return this;
        }

        var copy = Copy();
        copy._repeated &= ~bit;
        copy.CarriedOver &= ~bit;
        if (hasOriginal)
        {
            copy._originals = new Dictionary<int, JsonElement>(_originals!);
            copy._originals.Remove(index);
        }

        return copy;
    }

    internal WireExtras With(IEnumerable<KeyValuePair<string, JsonElement>> unknown)
    {
        var copy = Copy();
        copy._unknown = null;
        foreach (var (name, value) in unknown)
        {
            copy.AddUnknown(name, RawJson.Copy(value));
        }

        return copy;
    }

    internal WireExtras WithRepeated(int index)
    {
        var copy = Copy();
        copy.AddRepeated(index);
        return copy;
    }

    private WireExtras Copy() =>
        new() { _unknown = _unknown, _originals = _originals, _unnamed = _unnamed, _repeated = _repeated, CarriedOver = CarriedOver };
}
