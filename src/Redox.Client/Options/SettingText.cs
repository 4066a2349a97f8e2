using System.Globalization;
using System.Text;

namespace Redox.Client.Options;

/// <summary>Finds unintended and invisible characters in an ID, such as a line break copied from a file or a web page.</summary>
internal static class SettingText
{
    /// <summary>The fault and the remedy, to follow the setting's name; <see langword="null"/> for a text that is empty or valid.</summary>
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
            // An unpaired surrogate is enumerated as the replacement character.
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return "contains a control character or another invisible one. Remove it, or type the text again.";
            }
        }

        return null;
    }
}
