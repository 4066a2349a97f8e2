using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Redox.Client.Messages;
using Redox.Client.Models;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>The base of every message type: an object with an envelope.</summary>
[JsonConverter(typeof(RedoxMessageConverter))]
public abstract record RedoxMessage : RedoxObject, IRedoxMessage
{
    // The members of a message are counted from 0; the largest has 62. Meta takes the last bit of the mask.
    internal const int MetaIndex = 63;

    private static readonly JsonEncodedText MetaName = JsonEncodedText.Encode("Meta");

    private Meta? _meta;

    private protected RedoxMessage()
    {
    }

    /// <summary>Copies a message for a <c>with</c> expression.</summary>
    /// <param name="original">The message; it is not changed.</param>
    protected RedoxMessage(RedoxMessage original)
        : base(original) => _meta = original._meta; // Not IsChecked: the copy is about to be changed.

    /// <inheritdoc/>
    /// <remarks>
    /// When set, data model and event type are set to those of the message's type and everything else is kept.
    /// In a query response they are only filled in when missing, since responses may carry the query's event type (recorded).
    /// </remarks>
    /// <exception cref="ArgumentNullException">Thrown when set to <see langword="null"/>.</exception>
    public Meta Meta
    {
        get => _meta ?? TypeMeta;
        init => SetMeta(value);
    }

    RedoxMessage IRedoxMessage.AsMessage => this;

    /// <inheritdoc/>
    /// <remarks>An envelope that was never set is written like one that was read with the same content, so both are equal.</remarks>
    public virtual bool Equals(RedoxMessage? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => false;

    /// <summary>The definition of this type in the data models; <see langword="null"/> for <see cref="UnknownMessage"/>.</summary>
    internal abstract MessageDefinition? TypeDefinition { get; }

    /// <summary>Reads a message of this type.</summary>
    internal virtual MessageDefinition.Reader TypeReader => TypeDefinition!.Read;

    /// <summary>The definition of this type, or, for an unknown message, of the event that it names.</summary>
    internal virtual MessageDefinition? FindDefinition() => TypeDefinition;

    /// <summary>The name of the message in exceptions. The names of an unknown event are foreign text and not quoted.</summary>
    internal string EventName => TypeDefinition?.ToString() ?? (Envelope.HasOddNames(Meta) || Meta is not { DataModel.Length: > 0, EventType.Length: > 0 } ? "The message" : "An unknown event");

    /// <summary>Whether every property that the event requires has a value; <see langword="false"/> if this is not known.</summary>
    internal bool IsComplete => HasRequiredMembers && Meta is { DataModel.Length: > 0, EventType.Length: > 0 };

    private protected virtual bool HasRequiredMembers => false;

    /// <summary>An envelope with only the data model and event type of this type.</summary>
    private protected abstract Meta TypeMeta { get; }

    /// <summary>
    /// Whether this object was checked and found valid. It cannot change, so once is enough.
    /// </summary>
    internal bool IsChecked { get; set; }

    internal bool HasMeta => _meta is not null;

    internal void SetMeta(Meta value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _meta = Stamped(value);
        Changed(MetaIndex);
    }

    /// <summary>While the message is built: another envelope, made from the existing one. Repeated envelopes are kept, since the others were not changed.</summary>
    internal void ChangeMeta(Meta value)
    {
        var original = IsRepeated(MetaIndex) ? this with { } : this;
        SetMeta(value);
        KeepRepeated(original, MetaIndex);
    }

    private protected void ReadMeta(ref Utf8JsonReader reader, IssueLog? issues) =>
        _meta = MemberReader.Object<Meta>(ref reader, this, MetaIndex, issues);

    private protected void WriteMeta(ref MemberWriter writer) => writer.Object(this, MetaName, MetaIndex, Meta);

    private protected static bool Each<T>(IReadOnlyList<T> items, Predicate<T> holds)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (!holds(items[index]))
            {
                return false;
            }
        }

        return true;
    }

    private Meta Stamped(Meta value)
    {
        var (model, type) = (TypeMeta.DataModel, TypeMeta.EventType);
        if (TypeDefinition is null or { Kind: MessageKind.QueryResponse })
        {
            (model, type) = (value.DataModel ?? model, value.EventType ?? type);
        }

        return (value.DataModel == model && value.EventType == type) || Envelope.HasOddNames(value) ? value : value with { DataModel = model, EventType = type };
    }
}
