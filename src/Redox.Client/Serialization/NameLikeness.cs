namespace Redox.Client.Serialization;

/// <summary>
/// Tells a misspelt name from another one. All names of the data models are printable ASCII: small letters for capitals, blanks, and characters that nobody sees
/// or that are broken do not make a name mean something else.
/// </summary>
internal static class NameLikeness
{
    internal static bool IsLike(string name, string member)
    {
        var matched = 0;
        foreach (var character in name)
        {
            if (!IsVisible(character))
            {
                continue;
            }

            if (matched == member.Length || char.ToUpperInvariant(character) != char.ToUpperInvariant(member[matched]))
            {
                return false;
            }

            matched++;
        }

        return matched == member.Length;
    }

    /// <summary>A name without the characters that do not count.</summary>
    internal static string Visible(string name) => name.All(IsVisible) ? name : string.Concat(name.Where(IsVisible));

    private static bool IsVisible(char character) => character is > ' ' and < '\x7f';
}
