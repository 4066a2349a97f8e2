using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Serialization;

namespace Redox.Client.Sending;

/// <summary>
/// The failures that a response reports, anywhere in it: in <c>Meta</c> or beside it, in any form and spelling, even where a later member of
/// the same name reports none. A failure must never be taken for success.
/// </summary>
internal static class ResponseErrors
{
    // Seen in failures by one production client; not documented.
    private const string ErrorDetail = "errorDetail";
    private const string MetaName = "Meta";

    private static readonly int ErrorsIndex = Meta.Shape.IndexOf(nameof(Meta.Errors));
    private static readonly JsonReaderOptions Options = new() { MaxDepth = PayloadReader.MaxDepth };
    private static readonly Func<string, bool> IsTelling = static name => IsErrors(NameLikeness.Visible(name)) || IsMeta(NameLikeness.Visible(name));

    /// <summary>The errors of a message that was read: its text is scanned a second time only when there are signs of a failure.</summary>
    public static IReadOnlyList<MessageError> Of(RedoxMessage message, ReadOnlySpan<byte> utf8Json)
    {
        var meta = message.Meta;
        var isOdd = meta.Deviates(ErrorsIndex);
        if (meta.Errors.Count == 0 && !isOdd && !message.Deviates(RedoxMessage.MetaIndex) && !message.HasUnknown(IsTelling) && !meta.HasUnknown(IsTelling))
        {
            return [];
        }

        var errors = In(utf8Json);
        return errors.Count > 0 || !isOdd ? errors : [new MessageError()];
    }

    /// <summary>The errors in any JSON.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<MessageError> In(ReadOnlySpan<byte> utf8Json)
    {
        var found = new List<MessageError>();
        var reader = new Utf8JsonReader(utf8Json, Options);
        reader.Read();
        Look(ref reader, found);

        // Throws when anything but white space follows.
        reader.Read();
        return found;
    }

    private static void Look(ref Utf8JsonReader reader, List<MessageError> found)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Look(ref reader, found);
            }
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                LookAtMember(ref reader, found);
            }
        }
    }

    private static void LookAtMember(ref Utf8JsonReader reader, List<MessageError> found)
    {
        var name = NameLikeness.Visible(JsonText.GetRepaired(in reader)); // Invisible characters in a name must not hide a failure.
        reader.Read();
        if (IsMeta(name))
        {
            Look(ref reader, found);
        }
        else if (IsErrors(name))
        {
            Take(name, JsonElement.ParseValue(ref reader), found);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void Take(string name, JsonElement value, List<MessageError> found)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            found.AddRange(value.EnumerateArray().Select(Error));
        }
        else if (IsFailure(name, value))
        {
            found.Add(Error(value));
        }
    }

    // The documented members fail a call unless they are absent in one of the known ways. Any other member means success when it is empty.
    private static bool IsFailure(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => false,
        _ when name == ErrorDetail => true,
        JsonValueKind.Array => false,
        _ when name == nameof(Meta.Errors) => true,
        JsonValueKind.False => false,
        JsonValueKind.Object => value.GetPropertyCount() > 0,
        JsonValueKind.String => !SaysNothing(Error(value).Text!.Trim()),
        JsonValueKind.Number => !IsZero(Raw(value)),
        _ => true,
    };

    // A value that cannot be read as its type is kept as text.
    private static MessageError Error(JsonElement value)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value), Options);
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => MessageError.Read(ref reader, issues: null),
            JsonTokenType.Null => new MessageError(),
            JsonTokenType.String when JsonText.TryGet(in reader, out var text) => new MessageError { Text = text },
            _ => new MessageError { Text = Raw(value) },
        };
    }

    private static bool SaysNothing(string text) => text.Length == 0 || text.Equals("false", StringComparison.OrdinalIgnoreCase) || IsZero(text);

    // By its digits: a number too small for a double is still not zero.
    private static bool IsZero(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == 0
        && !number.AsSpan(0, number.AsSpan().IndexOfAny('e', 'E') is >= 0 and var exponent ? exponent : number.Length).ContainsAnyInRange('1', '9');

    private static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));

    private static bool IsErrors(string name) => name.StartsWith("error", StringComparison.OrdinalIgnoreCase);

    private static bool IsMeta(string name) => name.Equals(MetaName, StringComparison.OrdinalIgnoreCase);
}
