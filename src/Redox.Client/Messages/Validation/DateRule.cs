using System.Text;
using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>What a value of each kind must look like when it is sent.</summary>
internal static class DateRule
{
    /// <summary>
    /// What is wrong with a text where a date, or a date and time, stands; null when every receiver reads it alike. Odd forms that were received may be
    /// sent on: they are understood, only not in the form that Redox documents.
    /// </summary>
    internal static string? Problem(ref Utf8JsonReader reader, MemberKind kind) =>
        reader.ValueSpan.IsEmpty ? null
        : !reader.ValueIsEscaped ? Problem(reader.ValueSpan, kind)
        : JsonText.TryGet(in reader, out var text) ? Problem(Encoding.UTF8.GetBytes(text), kind)
        : MustBe(kind);

    internal static string Expectation(MemberKind kind) => kind switch
    {
        MemberKind.Text => "a string",
        MemberKind.Boolean => "a boolean",
        MemberKind.Number => "a number",
        MemberKind.Date => "a date, YYYY-MM-DD",
        MemberKind.DateTime => "a date, YYYY-MM-DD, or a date and time, YYYY-MM-DDThh:mm:ss.fffZ",
        _ => "an object",
    };

    private static string? Problem(ReadOnlySpan<byte> utf8, MemberKind kind)
    {
        if (kind == MemberKind.DateTime)
        {
            return RedoxDateTime.FromUtf8(utf8).IsUnderstood ? null : MustBe(kind);
        }

        // Redox shifts what has a time into the receiver's zone, midnight included, and the patient is born a day early.
        var date = RedoxDate.FromUtf8(utf8);
        return date.HasTime ? "must be a date without a time" : date.IsUnderstood ? null : MustBe(kind);
    }

    private static string MustBe(MemberKind kind) => $"must be {Expectation(kind)}";
}
