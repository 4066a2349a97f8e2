using System.Text;
using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client.Messages.Validation;

/// <summary>The required form of each kind of value when it is sent.</summary>
internal static class DateRule
{
    /// <summary>
    /// The fault of the text of a date, or of a date and time; null when every receiver reads it in the same way. Odd forms that were received may be
    /// forwarded: they are understood, though not in the form that Redox documents.
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
        MemberKind.Epoch => "a number of seconds since 1970, or a date and time, YYYY-MM-DDThh:mm:ss.fffZ",
        _ => "an object",
    };

    private static string? Problem(ReadOnlySpan<byte> utf8, MemberKind kind)
    {
        if (kind == MemberKind.DateTime)
        {
            return RedoxDateTime.FromUtf8(utf8).IsUnderstood ? null : MustBe(kind);
        }

        // Redox shifts a value with a time, even midnight, into the receiver's zone, and the patient is born a day early.
        var date = RedoxDate.FromUtf8(utf8);
        return date.HasTime ? "must be a date without a time" : date.IsUnderstood ? null : MustBe(kind);
    }

    private static string MustBe(MemberKind kind) => $"must be {Expectation(kind)}";
}
