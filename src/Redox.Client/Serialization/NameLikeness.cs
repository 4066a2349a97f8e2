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
            if (character is <= ' ' or >= '\x7f')
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
}
