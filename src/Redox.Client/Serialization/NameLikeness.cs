namespace Redox.Client.Serialization;

/// <summary>
/// Distinguishes a misspelt name from a different one. All names of the data models are printable ASCII: differences in case, spaces, and characters that are invisible
/// or broken do not change the meaning of a name.
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

    /// <summary>A name without the insignificant characters.</summary>
    internal static string Visible(string name) => name.All(IsVisible) ? name : string.Concat(name.Where(IsVisible));

    private static bool IsVisible(char character) => character is > ' ' and < '\x7f';
}
