using System.Globalization;
using System.Text;

namespace Redox.Client;

/// <summary>Looks for what nobody means to write into an ID and nobody sees: a line break that came along from a file or a web page.</summary>
internal static class SettingText
{
    /// <summary>What is wrong, and the remedy, to follow the setting's name; <see langword="null"/> for a text that is empty or in order.</summary>
    public static string? Fault(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return "begins or ends with white space. Remove it.";
        }

        foreach (var rune in text.EnumerateRunes())
        {
            // Half a surrogate pair comes out as the replacement character.
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return "holds a control character or another that cannot be seen. Remove it, or type the text anew.";
            }
        }

        return null;
    }
}
