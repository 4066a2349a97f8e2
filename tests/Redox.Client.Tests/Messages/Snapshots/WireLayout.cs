using System.Text;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>Shows the bytes of a message with line breaks. It reads no JSON: it only adds blanks, so that every escape and digit stays as it travels.</summary>
internal static class WireLayout
{
    internal static string Indented(ReadOnlySpan<byte> json)
    {
        var text = new StringBuilder();
        var (depth, inString, escaped, previous) = (0, false, false, '\0');
        foreach (var c in new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(json))
        {
            if (inString)
            {
                text.Append(c);
                (inString, escaped) = (escaped || c != '"', !escaped && c == '\\');
                continue;
            }

            if (c is '}' or ']')
            {
                NewLine(text, --depth, skip: previous is '{' or '[');
            }
            else if (previous is '{' or '[' or ',')
            {
                NewLine(text, depth, skip: false);
            }

            text.Append(c).Append(c == ':' ? " " : "");
            depth += c is '{' or '[' ? 1 : 0;
            (inString, previous) = (c == '"', c);
        }

        return text.ToString();
    }

    /// <summary>Whether there is no blank and no line break between the tokens.</summary>
    internal static bool IsCompact(ReadOnlySpan<byte> json)
    {
        var (inString, escaped) = (false, false);
        foreach (var b in json)
        {
            if (!inString && b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                return false;
            }

            if (b == '"' && !escaped)
            {
                inString = !inString;
            }

            escaped = !escaped && b == '\\';
        }

        return true;
    }

    private static void NewLine(StringBuilder text, int depth, bool skip)
    {
        if (!skip)
        {
            text.Append('\n').Append(' ', 2 * depth);
        }
    }
}
