using System.Text;
using System.Text.Json;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing;

/// <summary>JSON written by the author of a test.</summary>
internal static class JsonSeed
{
    /// <summary>The text of one JSON object; otherwise <see langword="null"/>.</summary>
    public static JsonElement? Parse(string json) => JsonReading.TryParseObject(Encoding.UTF8.GetBytes(json), out var element) ? element : null;
}
