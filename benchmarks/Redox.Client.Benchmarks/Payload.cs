using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Redox.Client.Benchmarks;

/// <summary>One message, and every way to read and write it. What differs between messages is hidden here, so that the benchmarks read alike.</summary>
public abstract class Payload
{
    /// <summary>The three messages: about 1, 5 and 40 KB.</summary>
    public static IEnumerable<Payload> All =>
    [
        new Payload<Models.PatientSearchQuery, Small.Query>("patient-search-query", Small.QueryContext.Default.Query, Small.HandWritten.Write),
        new Payload<Models.SchedulingNew, Medium.Appointment>("scheduling-new", Medium.AppointmentContext.Default.Appointment, Medium.HandWritten.Write),
        new Payload<Models.ClinicalSummaryPatientPush, Large.Summary>("clinical-summary-patient-push", Large.SummaryContext.Default.Summary, Large.HandWritten.Write),
    ];

    /// <summary>The message as it comes from Redox, with the nulls that Redox sends.</summary>
    internal abstract byte[] Json { get; }

    /// <summary>The message as an application makes it, without nulls.</summary>
    internal abstract IRedoxMessage Message { get; }

    internal abstract void WriteByHand(Utf8JsonWriter writer);

    internal abstract void WriteSourceGenerated(Utf8JsonWriter writer);

    internal abstract byte[] WriteSourceGenerated();

    internal abstract byte[] WriteSourceGeneratedWithEncoder();

    internal abstract byte[] WriteSourceGeneratedKeepingUnknown();

    internal abstract void WriteByReflection(Utf8JsonWriter writer);

    internal abstract byte[] WriteNewtonsoft();

    internal abstract IRedoxMessage ReadTyped();

    internal abstract object? ReadSourceGenerated();

    internal abstract object? ReadSourceGeneratedKeepingUnknown();

    internal abstract object? ReadByReflection();

    internal abstract object? ReadNewtonsoft();
}

internal sealed class Payload<TMessage, TPlain>(string name, JsonTypeInfo<TPlain> generated, Action<Utf8JsonWriter, TPlain> writeByHand) : Payload
    where TMessage : RedoxMessage, new()
{
    private static readonly JsonSerializerOptions Reflection = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly Newtonsoft.Json.JsonSerializerSettings NewtonsoftSettings = new() { NullValueHandling = Newtonsoft.Json.NullValueHandling.Ignore };

    private readonly TPlain _plain = JsonSerializer.Deserialize(Resource(name), generated)!;

    // The defaults escape every character outside of ASCII, and + in telephone numbers.
    private readonly JsonTypeInfo<TPlain> _generatedWithEncoder = (JsonTypeInfo<TPlain>)new JsonSerializerOptions(generated.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }.GetTypeInfo(typeof(TPlain));

    // Does what RedoxJson does with members that the application does not know yet: keeps them, and writes them back.
    private readonly JsonTypeInfo<TPlain> _generatedKeepingUnknown = (JsonTypeInfo<TPlain>)new JsonSerializerOptions(generated.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = generated.Options.TypeInfoResolver!.WithAddedModifier(PlainObject.KeepUnknown),
    }.GetTypeInfo(typeof(TPlain));

    internal TPlain Plain => _plain;

    internal override byte[] Json { get; } = Resource(name);

    internal override IRedoxMessage Message { get; } = RedoxJson.Parse<TMessage>(WithoutNulls(Resource(name)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{name} ({Json.Length / 1000.0:0.0} KB)");

    internal override void WriteByHand(Utf8JsonWriter writer) => writeByHand(writer, _plain);

    internal override void WriteSourceGenerated(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, _plain, generated);

    internal override byte[] WriteSourceGenerated() => JsonSerializer.SerializeToUtf8Bytes(_plain, generated);

    internal override byte[] WriteSourceGeneratedWithEncoder() => JsonSerializer.SerializeToUtf8Bytes(_plain, _generatedWithEncoder);

    internal override byte[] WriteSourceGeneratedKeepingUnknown() => JsonSerializer.SerializeToUtf8Bytes(_plain, _generatedKeepingUnknown);

    internal override void WriteByReflection(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, _plain, Reflection);

    internal override byte[] WriteNewtonsoft() => Encoding.UTF8.GetBytes(Newtonsoft.Json.JsonConvert.SerializeObject(_plain, NewtonsoftSettings));

    internal override IRedoxMessage ReadTyped() => RedoxJson.Parse<TMessage>(Json);

    internal override object? ReadSourceGenerated() => JsonSerializer.Deserialize(Json, generated);

    internal override object? ReadSourceGeneratedKeepingUnknown() => JsonSerializer.Deserialize(Json, _generatedKeepingUnknown);

    internal override object? ReadByReflection() => JsonSerializer.Deserialize<TPlain>(Json, Reflection);

    internal override object? ReadNewtonsoft() => Newtonsoft.Json.JsonConvert.DeserializeObject<TPlain>(Encoding.UTF8.GetString(Json), NewtonsoftSettings);

    private static byte[] Resource(string name)
    {
        using var stream = typeof(Payload).Assembly.GetManifestResourceStream(name + ".json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] WithoutNulls(byte[] json)
    {
        var node = JsonNode.Parse(json)!;
        Strip(node);
        return JsonSerializer.SerializeToUtf8Bytes(node);
    }

    private static void Strip(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is null)
                {
                    members.Remove(name);
                }
                else
                {
                    Strip(value);
                }
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Strip(item!);
            }
        }
    }
}
