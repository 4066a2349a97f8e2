using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Redox.Client.Messages;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>
/// Extensions of an object: facts for which the data models have no member, by name. Each has an optional url and one typed value
/// (Redox, "Extensions for data models"). An entry that is not an object is in <see cref="RedoxObject.AdditionalProperties"/>. Of several entries with the same name, the last
/// is shown, and all are written back.
/// </summary>
[JsonConverter(typeof(RedoxObjectConverter<Extensions>))]
public sealed record Extensions : RedoxObject, IWireReadable<Extensions>
{
    internal static readonly ObjectShape Shape = new() { Others = new MemberShape("?", MemberKind.Object, Object: Extension.Shape) };

    private Dictionary<string, Extension>? _items;
    private List<Earlier>? _earlier;

    /// <summary>The extensions by name, e.g. <c>ordered-date-time</c>. Never null.</summary>
    /// <exception cref="ArgumentException">Thrown when set: a name or an extension is null, or a name contains half a surrogate pair.</exception>
    public IReadOnlyDictionary<string, Extension> Items
    {
        get => _items is null ? FrozenDictionary<string, Extension>.Empty : new ReadOnlyDictionary<string, Extension>(_items);
        init
        {
            _items = CopyOf(value);
            _earlier = null;
            LeaveOut(IsMember);
        }
    }

    internal override ObjectShape WireShape => Shape;

    internal override bool IsMember(string name) => _items?.ContainsKey(name) == true;

    /// <summary>One extension.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The extension, or null when no extension has that name.</returns>
    public Extension? Find(string name) => _items?.GetValueOrDefault(name);

    /// <summary>Builds extensions.</summary>
    /// <param name="build">Adds the extensions.</param>
    /// <returns>The extensions.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public static Extensions Build(Action<Builder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var builder = new Builder();
        build(builder);
        return builder.Finish();
    }

    /// <inheritdoc/>
    public bool Equals(Extensions? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => false;

    static Extensions IWireReadable<Extensions>.Read(ref Utf8JsonReader reader, IssueLog? issues)
    {
        var value = new Extensions();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var ahead = reader;
            ahead.Read();
            var isNamed = JsonText.TryGet(in reader, out var name);
            if (isNamed && value.PutAside(name, ahead.TokenType))
            {
                issues?.AddDuplicate(in reader);
            }

            if (ahead.TokenType == JsonTokenType.StartObject && isNamed)
            {
                value.Add(name, ref reader, issues);
            }
            else
            {
                MemberName.KeepUnknown(ref reader, value, issues);
            }
        }

        return value;
    }

    private protected override void WriteMembers(ref MemberWriter writer)
    {
        // Values with the same name are adjacent, so that the written JSON is read and written identically.
        var earlier = _earlier?.ToLookup(member => member.Name, StringComparer.Ordinal);
        foreach (var (name, extension) in _items ?? [])
        {
            Write(ref writer, earlier?[name]);
            writer.Object(name, extension);
        }

        Write(ref writer, _earlier?.Where(member => !IsMember(member.Name)));
    }

    private static void Write(ref MemberWriter writer, IEnumerable<Earlier>? members)
    {
        foreach (var (name, extension, json) in members ?? [])
        {
            if (extension is null)
            {
                writer.Raw(name, json);
            }
            else
            {
                writer.Object(name, extension);
            }
        }
    }

    // Before a member with this name is read again. If neither is an object, both are unknown members, which are kept together.
    private bool PutAside(string name, JsonTokenType next)
    {
        JsonElement json = default;
        if (_items?.Remove(name, out var extension) != true)
        {
            extension = null;
            if (next != JsonTokenType.StartObject || !TryGetUnknown(name, out json))
            {
                return false;
            }

            DropUnknown(name);
        }

        (_earlier ??= []).Add(new Earlier(name, extension, json));
        return true;
    }

    private void Add(string name, ref Utf8JsonReader reader, IssueLog? issues)
    {
        reader.Read();
        (_items ??= new(StringComparer.Ordinal))[name] = MemberReader.Item<Extension>(ref reader, issues);
    }

    // Of several members with the same name, all except the last: they are written before it.
    private readonly record struct Earlier(string Name, Extension? Item, JsonElement Json);

    private static Dictionary<string, Extension>? CopyOf(IReadOnlyDictionary<string, Extension>? items)
    {
        if (items?.FirstOrDefault(item => item.Value is null) is { Key: not null } absent)
        {
            throw new ArgumentException($"The extension '{absent.Key}' is null: omit it.", nameof(items));
        }

        foreach (var name in items?.Keys ?? [])
        {
            AdditionalMember.CheckName(name, nameof(items));
        }

        return items is null ? null : new Dictionary<string, Extension>(items, StringComparer.Ordinal);
    }

    /// <summary>Builds one instance; cannot be reused.</summary>
    public sealed class Builder : RedoxBuilder<Extensions, Builder>
    {
        internal Builder()
            : base(new Extensions())
        {
        }

        /// <summary>Adds an extension, or replaces the one with that name.</summary>
        /// <param name="name">Its name, e.g. <c>ordered-date-time</c>.</param>
        /// <param name="value">The extension.</param>
        /// <returns>This builder.</returns>
        /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty, or contains half a surrogate pair.</exception>
        /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
        public Builder Add(string name, Extension value)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(value);
            AdditionalMember.CheckName(name, nameof(name));
            Target.DropUnknown(name);
            (Target._items ??= new(StringComparer.Ordinal))[name] = value;
            return this;
        }

        /// <summary>Adds an extension, or replaces the one with that name.</summary>
        /// <param name="name">Its name, e.g. <c>ordered-date-time</c>.</param>
        /// <param name="build">Sets url and value.</param>
        /// <returns>This builder.</returns>
        /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty, or contains half a surrogate pair.</exception>
        /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
        public Builder Add(string name, Action<Extension.Builder> build) => Add(name, Extension.Build(build));
    }
}
