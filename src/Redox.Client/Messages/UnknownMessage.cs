using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Redox.Client.Messages;
using Redox.Client.Models;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>
/// A message of a data model or event type that this package does not know. <see cref="RedoxMessage.Meta"/> is typed;
/// every other member is in <see cref="RedoxObject.AdditionalProperties"/> as raw JSON and is written back as it came.
/// </summary>
/// <remarks>It can be sent, too: set <see cref="RedoxMessage.Meta"/> with data model and event type, and the members.</remarks>
[JsonConverter(typeof(RedoxObjectConverter<UnknownMessage>))]
public sealed record UnknownMessage : RedoxMessage, IRedoxEvent, IWireReadable<UnknownMessage>
{
    internal static readonly ObjectShape Shape = new(new MemberShape("Meta", MemberKind.Object, Object: Models.Meta.Shape));
    private static readonly Meta NoMeta = new();

    internal override ObjectShape WireShape => Shape;

    internal override MessageDefinition? TypeDefinition => null;

    internal override MessageDefinition.Reader TypeReader => Read;

    internal override MessageDefinition? FindDefinition() => MessageRegistry.Find(Meta.DataModel, Meta.EventType);

    private protected override Meta TypeMeta => NoMeta;

    /// <inheritdoc/>
    public bool Equals(UnknownMessage? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => false;

    static UnknownMessage IWireReadable<UnknownMessage>.Read(ref Utf8JsonReader reader, IssueLog? issues) => Read(ref reader, issues);

    /// <summary>Reads only <c>Meta</c>. From one that is longer than any that Redox sends, only the names are taken.</summary>
    internal static UnknownMessage ReadEnvelope(ref Utf8JsonReader reader)
    {
        var value = new UnknownMessage();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!MemberName.Of(in reader).SequenceEqual("Meta"u8))
            {
                reader.Skip();
            }
            else if (MetaPeek.IsShort(reader))
            {
                value.ReadMeta(ref reader, null);
            }
            else
            {
                value.SetMeta(MetaPeek.NamesOf(reader));
                reader.Skip();
            }
        }

        return value;
    }

    internal static UnknownMessage Read(ref Utf8JsonReader reader, IssueLog? issues)
    {
        var value = new UnknownMessage();
        ulong seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (MemberName.Of(in reader).SequenceEqual("Meta"u8))
            {
                MemberName.Seen(ref seen, MetaIndex, value, in reader, issues);
                value.ReadMeta(ref reader, issues);
            }
            else
            {
                MemberName.KeepUnknown(ref reader, value, issues);
            }
        }

        return value;
    }

    private protected override void WriteMembers(ref MemberWriter writer) => WriteMeta(ref writer);
}
