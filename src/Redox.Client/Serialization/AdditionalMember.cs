using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Redox.Client.Serialization;

/// <summary>Checks members that an application adds to an object: they must be written exactly as given.</summary>
internal static class AdditionalMember
{
    /// <exception cref="ArgumentException">The name is not Unicode text, or the value is undefined or not UTF-8.</exception>
    internal static void Check(string name, JsonElement value, string nameParameter, string valueParameter)
    {
        CheckName(name, nameParameter);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            throw new ArgumentException($"The value of '{name}' is undefined: use JsonSerializer.SerializeToElement to create one.", valueParameter);
        }

        // Parsing a document does not check its encoding.
        if (!Utf8.IsValid(JsonMarshal.GetRawUtf8Value(value)))
        {
            throw new ArgumentException($"The value of '{name}' was parsed from bytes that are not UTF-8.", valueParameter);
        }
    }

    /// <exception cref="ArgumentException">The name is not Unicode text.</exception>
    internal static void CheckName(string name, string nameParameter)
    {
        if (SurrogateHalves.AreIn(name))
        {
            throw new ArgumentException("The name contains half a surrogate pair, which is not Unicode text.", nameParameter);
        }
    }
}
