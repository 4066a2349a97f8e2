using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Names of members while they are read.</summary>
internal static class MemberName
{
    /// <summary>The name at the reader's position, unescaped; empty when it is not Unicode text, since no known member has such a name.</summary>
    internal static ReadOnlySpan<byte> Of(ref readonly Utf8JsonReader reader) => reader.ValueIsEscaped ? Unescaped(in reader) : reader.ValueSpan;

    /// <summary>Accepts the first occurrence of a known member; for a second one, the property takes its value, and the first is kept separately.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Seen(ref ulong seen, int index, RedoxObject owner, ref readonly Utf8JsonReader reader, IssueLog? issues)
    {
        var bit = 1UL << index;
        if ((seen & bit) != 0)
        {
            SeenAgain(index, owner, in reader, issues);
        }

        seen |= bit;
    }

    /// <summary>Keeps a member that is unknown to the type.</summary>
    internal static void KeepUnknown(ref Utf8JsonReader reader, RedoxObject owner, IssueLog? issues)
    {
        if (!JsonText.TryGet(in reader, out var name))
        {
            KeepUnnamed(ref reader, owner, issues);
            return;
        }

        var offset = reader.TokenStartIndex;
        if (owner.TryGetUnknown(name, out var earlier))
        {
            // Escaped as it will be when it is written, like the last one, whatever the escapes of this occurrence.
            owner.KeepLoose(new LooseMember(name, JsonEncodedText.Encode(name, WireForm.Encoder).EncodedUtf8Bytes.ToArray(), earlier));
            issues?.AddDuplicate(offset);
        }

        reader.Read();
        owner.KeepUnknown(name, RawJson.Read(ref reader));
    }

    private static void SeenAgain(int index, RedoxObject owner, ref readonly Utf8JsonReader reader, IssueLog? issues)
    {
        owner.KeepEarlier(index);
        issues?.AddDuplicate(in reader);
    }

    private static void KeepUnnamed(ref Utf8JsonReader reader, RedoxObject owner, IssueLog? issues)
    {
        issues?.Add(in reader, "a name in Unicode", "half a surrogate pair");
        var (name, escapedName) = (JsonText.GetRepaired(in reader), reader.ValueSpan.ToArray());
        reader.Read();
        owner.KeepLoose(new LooseMember(name, escapedName, RawJson.Read(ref reader)));
    }

    private static byte[] Unescaped(ref readonly Utf8JsonReader reader)
    {
        if (!JsonText.IsUnicode(in reader))
        {
            return [];
        }

        var buffer = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(buffer);
        return buffer[..length];
    }
}
