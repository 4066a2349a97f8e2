using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>What a value of each kind must look like when it is sent.</summary>
internal static class DateRule
{
    /// <summary>
    /// Whether the text is a date, or a date and time, that every receiver reads alike. Odd forms that were received may be sent on:
    /// they are understood, only not in the form that Redox documents.
    /// </summary>
    internal static bool Holds(ref Utf8JsonReader reader, MemberKind kind)
    {
        if (reader.ValueSpan.IsEmpty)
        {
            return true;
        }

        if (!reader.ValueIsEscaped)
        {
            return Holds(reader.ValueSpan, kind);
        }

        return JsonText.TryGet(in reader, out var text) && Holds(System.Text.Encoding.UTF8.GetBytes(text), kind);
    }

    private static bool Holds(ReadOnlySpan<byte> utf8, MemberKind kind) =>
        kind == MemberKind.Date ? RedoxDate.FromUtf8(utf8).IsUnderstood : RedoxDateTime.FromUtf8(utf8).IsUnderstood;

    internal static string Expectation(MemberKind kind) => kind switch
    {
        MemberKind.Text => "a string",
        MemberKind.Boolean => "a boolean",
        MemberKind.Number => "a number",
        MemberKind.Date => "a date, YYYY-MM-DD",
        MemberKind.DateTime => "a date, YYYY-MM-DD, or a date and time, YYYY-MM-DDThh:mm:ss.fffZ",
        _ => "an object",
    };
}
