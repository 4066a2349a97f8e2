using System.Text.Json;

namespace Redox.Client.Memory;

/// <summary>
/// How much memory a message needs when it is read, besides its bytes. The shortest value may become an object of some hundred bytes, so the number of values
/// counts; long texts also exist as .NET strings, with two bytes per character.
/// </summary>
/// <param name="Values">The number of JSON values.</param>
/// <param name="Bytes">Their weight, in bytes.</param>
internal readonly record struct MessageWeight(long Values, long Bytes)
{
    public const int OfValue = 600; // Measured over the shapes of tests/Programs/MemoryCeiling: at most 421 MB allocated to read 1,000,000 values, garbage included.
    private const int LongText = 100; // Shorter ones are covered by the weight of their value.
    private const int UsualDepth = 5;

    /// <summary>The upper bound for a message of this many bytes and values in any usual shape.</summary>
    public static long AtMost(long bytes, long values) => (values * OfValue) + (bytes * 2);

    /// <summary>
    /// Weighs a message. Usual messages are not examined closely: an upper bound for their values is found in a fraction of the time.
    /// </summary>
    /// <param name="json">The message; counting ends where it is broken, as reading does.</param>
    /// <param name="maxValues">Counting ends when there are more.</param>
    public static MessageWeight Of(ReadOnlySpan<byte> json, long maxValues)
    {
        var values = AtMostIn(json);
        var most = AtMost(json.Length, values);
        return most <= MemoryGate.MaxLight && values <= maxValues ? new MessageWeight(values, most) : Count(json, maxValues);
    }

    // Each value but the first follows one of these: names are not counted, and those within texts only increase the bound.
    private static long AtMostIn(ReadOnlySpan<byte> json) => 1L + json.Count((byte)',') + json.Count((byte)'[') + json.Count((byte)'{');

    private static MessageWeight Count(ReadOnlySpan<byte> json, long maxValues)
    {
        var reader = new Utf8JsonReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json);
        var (values, texts) = (0L, 0L);
        try
        {
            while (values <= maxValues && reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        continue;
                    case not JsonTokenType.PropertyName:
                        values++;
                        break;
                }

                if (reader.ValueSpan.Length > LongText)
                {
                    texts += (long)reader.ValueSpan.Length * Copies(reader.CurrentDepth);
                }
            }
        }
        catch (JsonException)
        {
            // The reader reports it.
        }

        return new MessageWeight(values, (values * OfValue) + texts);
    }

    // A list in place of an object, or an object in place of a list, is kept as it came besides the objects read from it; and so may be its content, level by level.
    private static int Copies(int depth) => 2 + Math.Max(0, depth - UsualDepth);
}
