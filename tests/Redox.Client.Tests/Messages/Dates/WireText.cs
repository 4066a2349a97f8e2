using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Redox.Client.Tests.Messages.Dates;

/// <summary>Every way a value can be read from text and written to it.</summary>
internal static class WireText
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static T FromJson<T>(string text) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text, Unescaped))!;

    public static T[] ReadInEveryWay<T>(string text)
        where T : ISpanParsable<T>, IUtf8SpanParsable<T> =>
        [T.Parse(text, null), T.Parse(text.AsSpan(), null), T.Parse(Encoding.UTF8.GetBytes(text), null), FromJson<T>(text)];

    public static void AssertWrittenAs<T>(string expected, T value)
        where T : ISpanFormattable, IUtf8SpanFormattable
    {
        Assert.Equal(expected, value.ToString());
        Assert.Equal(expected, value.ToString(null, null));
        Assert.Equal(expected, $"{value}");
        Assert.Equal(JsonSerializer.Serialize(expected, Unescaped), JsonSerializer.Serialize(value, Unescaped));

        var characters = new char[expected.Length];
        Assert.True(value.TryFormat(characters, out var charsWritten, "", null));
        Assert.Equal(expected, new string(characters, 0, charsWritten));

        var bytes = new byte[Encoding.UTF8.GetByteCount(expected)];
        Assert.True(value.TryFormat(bytes, out var bytesWritten, "", null));
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes, 0, bytesWritten));

        if (expected.Length == 0)
        {
            return;
        }

        Assert.False(value.TryFormat(characters.AsSpan(1), out charsWritten, "", null));
        Assert.False(value.TryFormat(bytes.AsSpan(1), out bytesWritten, "", null));
        Assert.Equal((0, 0), (charsWritten, bytesWritten));
    }
}
