using System.Text;

namespace Redox.Client.Fuzz;

/// <summary>Makes inputs from seeds: some bytes changed, removed, doubled, taken from another seed, or replaced by what is hard on readers.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[][] Hard =
    [
        .. new[]
        {
            @"\ud800", @"\udc00", @"\ud83d\ude00", @"\uDC00\uD83D", @"\u0000", @"\u0022", "\\", "\"", "\ufeff", "\u2028", "null", "true", "-0", "1e400", "1E-400",
            "99999999999999999999", new('9', 400), "[]", "{}", "[null]", "\"\"", "[[[[[[[[", "]]]]]]]]", "{\"a\":", new('x', 2_000), "\n", "\r\n", "\n\n", ",", ":", ".", "|",
            " ", "=", "%", "\0", "\"Meta\":{}", "\"Meta\":null,", "\"Errors\":[{}],", "\"errorDetail\":\"x\",", "\"challenge\":\"c\",", "Bearer ", "HS256", "2031-02-03T14:15:00.250 Z",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xE9],
    ];

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "0", "-1", "1.5", "1e308", "\"\"", "\"text\"", @"""\ud800""", @"""x\udc00""", "[]", "{}", "[null]", "[{}]", "[1,\"2\"]", "{\"ID\":1}", "\"1994-07-21T00:00:00.000Z\"",
            "99999999999999999999",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public byte[] Next(Random random)
    {
        // Of two seeds the smaller one: small inputs come more often, since more of them fit into a minute.
        var (one, other) = (Pick(random, seeds), Pick(random, seeds));
        var input = one.Length < other.Length ? one : other;
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            input = Changed(input, random);
        }

        return input;
    }

    private byte[] Changed(byte[] input, Random random)
    {
        var at = random.Next(input.Length + 1);
        var run = Math.Min(random.Next(1, random.Next(2, 200)), input.Length - at);
        return random.Next(9) switch
        {
            0 => Spliced(input, at, Math.Min(1, run), [(byte)random.Next(256)]),
            1 => Spliced(input, at, Math.Min(1, run), ["\"\\{}[],:0-+.eEtnu \n/*"u8[random.Next(21)]]),
            2 => Spliced(input, at, run, []),
            3 => Spliced(input, at, 0, input.AsSpan(at, run)),
            4 => Spliced(input, at, 0, Pick(random, Hard)),
            5 => Spliced(input, Next(input, at, '"') + 1, 0, Pick(random, Hard)),
            6 => Spliced(input, Next(input, at, ':') + 1, LengthOfScalar(input, Next(input, at, ':') + 1), Pick(random, Values)),
            7 => Spliced(input, at, run, Piece(random)),
            _ => random.Next(8) == 0 ? input[..at] : Spliced(input, Next(input, at, ','), 1, Pick(random, Hard)),
        };
    }

    private ReadOnlySpan<byte> Piece(Random random)
    {
        var seed = Pick(random, seeds);
        var at = random.Next(seed.Length + 1);
        return seed.AsSpan(at, Math.Min(random.Next(1, 200), seed.Length - at));
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    // The next such character from a place on, the one before the beginning when there is none.
    private static int Next(byte[] input, int at, char character)
    {
        var index = input.AsSpan(at).IndexOf((byte)character);
        return index < 0 ? -1 : at + index;
    }

    private static int LengthOfScalar(byte[] input, int at)
    {
        var length = input.AsSpan(at).IndexOfAny(",}]"u8);
        return length < 0 ? 0 : length;
    }

    private static byte[] Spliced(byte[] input, int at, int length, ReadOnlySpan<byte> replacement)
    {
        at = Math.Max(at, 0);
        length = Math.Min(length, input.Length - at);
        return [.. input.AsSpan(0, at), .. replacement, .. input.AsSpan(at + length)];
    }
}
