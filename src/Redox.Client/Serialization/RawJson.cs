using System.Runtime.InteropServices;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Writes JSON that was read before, byte for byte.</summary>
internal static class RawJson
{
    // The element was parsed once: it need not be checked again.
    internal static void Write(Utf8JsonWriter writer, JsonElement element) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
}
