using System.Text.Json;
using Redox.Client.Messages;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>
/// The members that say who and what a message is about, to be carried over into the write back. Data models have their own types for patients and visits, with the same names
/// for the same things, so they are carried over as JSON: members in odd forms and with misspelt names are included as they are.
/// </summary>
internal sealed class CarriedOverReferences
{
    private readonly RedoxMessage _received;
    private readonly byte[] _json;
    private readonly bool _isOdd;

    public CarriedOverReferences(IRedoxMessage received)
    {
        ArgumentNullException.ThrowIfNull(received);
        _received = received.AsMessage;
        using var written = WireBuffer.Of(_received);
        (_json, _isOdd) = (written.Written.ToArray(), written.HoldsUntyped);
    }

    /// <summary>Marks the content from this message, in all parts of the write back.</summary>
    public CarryOrigin Origin { get; } = new();

    /// <summary>The part of the write back that follows from the received message: envelope, patient, visit, and the orders by ID if it has a place for them.</summary>
    /// <exception cref="RedoxValidationException">The patient, visit or order is specified more than once.</exception>
    public T Answer<T>()
        where T : RedoxMessage, IWireReadable<T>
    {
        var definition = MessageRegistry.Find(typeof(T))!;
        if (_isOdd)
        {
            Identity.RefuseRepeated(_json, definition.Shape.Knows("Orders") ? Identity.OfAll : Identity.OfPatientAndVisit, definition.ToString());
        }

        return CarriedOver.Read<T>(RawObject.Of(writer =>
        {
            Envelope(writer, definition);
            Members(writer, definition.Shape);
            if (definition.Shape.Find("Orders")?.Object == OrderReference.Shape)
            {
                Orders(writer);
            }
        }), Origin);
    }

    // The source occurs twice: it is not known which one counts, so the write back has no destination.
    private void Envelope(Utf8JsonWriter writer, MessageDefinition answer)
    {
        for (var times = _received.IsRepeated(RedoxMessage.MetaIndex) ? 2 : 1; times > 0; times--)
        {
            writer.WritePropertyName("Meta");
            ResponseEnvelope.Write(writer, _received.Meta, answer);
        }
    }

    private void Members(Utf8JsonWriter writer, ObjectShape answer)
    {
        for (var member = new MemberScan(_json); member.MoveNext();)
        {
            if (member.Name != "Meta" && answer.FindInAnyCase(member.Name) is { Name: "Patient" or "Visit" or "Meta" } place)
            {
                RawJson.WriteMember(writer, member.EscapedName, IsOfOtherType(member, place) ? RawObject.Part(member.Value, name => place.Object!.FindInAnyCase(name) is not null) : member.Value);
            }
        }
    }

    // For another type, the members that both know.
    private bool IsOfOtherType(in MemberScan member, MemberShape place) =>
        member.Name == place.Name && member.Kind == JsonTokenType.StartObject && _received.WireShape.Find(place.Name)?.Object != place.Object;

    private void Orders(Utf8JsonWriter writer)
    {
        var references = OrderReferences.In(_json);
        if (references.Count > 0)
        {
            writer.WriteStartArray("Orders");
            foreach (var reference in references)
            {
                writer.WriteRawValue(reference, skipInputValidation: true);
            }

            writer.WriteEndArray();
        }
    }
}
