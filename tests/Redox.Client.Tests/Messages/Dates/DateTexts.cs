using CsCheck;

namespace Redox.Client.Tests.Messages.Dates;

/// <summary>Random texts that are hard on a date parser.</summary>
internal static class DateTexts
{
    /// <summary>Characters of dates in any order: finds what a parser of fixed positions overlooks.</summary>
    private static readonly Gen<string> Noise = Gen.String[Gen.Char["0123456789-:.TtZz+ /"], 0, 32];

    private static readonly string[] Documented = [.. DocumentedForms.Accepted().Select(row => (string)row[0])];

    /// <summary>Documented texts with one character exchanged.</summary>
    private static readonly Gen<string> Mutated =
        Gen.Select(Gen.Int[0, Documented.Length - 1].Select(i => Documented[i]), Gen.Int[0, 63], Gen.Char["0129-:.TZ+ x\u00e9"])
            .Select((text, at, character) => text.Remove(at % text.Length, 1).Insert(at % text.Length, character.ToString()));

    /// <summary>Any characters but halves of surrogate pairs, which JSON cannot carry.</summary>
    private static readonly Gen<string> Words = Gen.String[Gen.Char['\u0000', '\ud7ff'], 0, 200];

    public static Gen<string> Any { get; } = Gen.OneOf(Noise, Mutated, Words);
}
