using System.Runtime.InteropServices;
using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>
/// What a message says about whom and what it is: to be said again in the answer. Data models have types of their own for patients and visits, with the same names
/// for the same things, so they are carried over as JSON.
/// </summary>
internal sealed class Belongings : IDisposable
{
    private readonly RedoxMessage _received;
    private readonly JsonDocument _json;

    public Belongings(IRedoxMessage received)
    {
        ArgumentNullException.ThrowIfNull(received);
        _received = received.Object;
        _json = JsonDocument.Parse(RedoxJson.SerializeToUtf8Bytes(received));
    }

    /// <summary>The envelope of the answer: back to the source.</summary>
    public Meta AnswerMeta => new()
    {
        Destinations = _received.Meta.Source is { } source ? [source] : [],
        FacilityCode = _received.Meta.FacilityCode,
        Test = _received.Meta.Test,
    };

    /// <summary>The orders by ID, whether the message has one or several; <see langword="null"/> when it has none.</summary>
    public IReadOnlyList<OrderReference>? OrderReferences
    {
        get
        {
            IEnumerable<JsonElement> orders = Find("Order") is { } order ? [order]
                : _json.RootElement.TryGetProperty("Orders", out var several) && several.ValueKind == JsonValueKind.Array ? several.EnumerateArray()
                : [];
            var references = orders.Select(Id).OfType<string>().Select(id => new OrderReference { ID = id }).ToList();
            return references.Count > 0 ? references : null;
        }
    }

    /// <summary>A member as the answer's type for it. Of another type, what both know.</summary>
    public T? Member<T>(string name)
        where T : RedoxObject, IWireReadable<T>
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element));
        reader.Read();
        var member = T.Read(ref reader, issues: null);
        return _received.WireShape.Find(name)?.Object == member.WireShape ? member : WithoutUnknown(member);
    }

    public void Dispose() => _json.Dispose();

    private static T WithoutUnknown<T>(T member)
        where T : RedoxObject => (T)((RedoxObject)member with { AdditionalProperties = new Dictionary<string, JsonElement>() });

    private static string? Id(JsonElement order) =>
        order.ValueKind == JsonValueKind.Object && order.TryGetProperty("ID", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    private JsonElement? Find(string name) => _json.RootElement.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Object ? element : null;
}
