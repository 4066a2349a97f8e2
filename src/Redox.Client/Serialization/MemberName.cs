using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Names of members while they are read.</summary>
internal static class MemberName
{
    /// <summary>The name the reader stands on, unescaped.</summary>
    internal static ReadOnlySpan<byte> Of(ref readonly Utf8JsonReader reader) => reader.ValueIsEscaped ? Unescaped(in reader) : reader.ValueSpan;

    /// <summary>The first sight of a known member passes; a second one is reported and replaces the first.</summary>
    internal static void Seen(ref ulong seen, int index, RedoxObject owner, ref readonly Utf8JsonReader reader, IssueLog? issues)
    {
        var bit = 1UL << index;
        if ((seen & bit) != 0)
        {
            owner.Forget(index);
            issues?.Add(in reader, "one member of this name", "a duplicate");
        }

        seen |= bit;
    }

    /// <summary>Keeps a member that the type does not know.</summary>
    internal static void KeepUnknown(ref Utf8JsonReader reader, RedoxObject owner, IssueLog? issues)
    {
        var name = Text(ref reader, issues);
        var offset = reader.TokenStartIndex;
        reader.Read();
        if (!owner.KeepUnknown(name, JsonElement.ParseValue(ref reader)))
            issues?.Add(offset, "one member of this name", "a duplicate");
    }

    private static byte[] Unescaped(ref readonly Utf8JsonReader reader)
    {
        var buffer = new byte[reader.ValueSpan.Length];
        try
        {
            var length = reader.CopyString(buffer);
            return buffer[..length];
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no known member has such a name.
            return [];
        }
    }

    private static string Text(ref Utf8JsonReader reader, IssueLog? issues)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            issues?.Add(in reader, "a name in Unicode text", "half a surrogate pair");
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
