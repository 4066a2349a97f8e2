using System.Text;

namespace Redox.Client.PostgreSql;

/// <summary>Text that PostgreSQL takes: its text has no character 0, and UTF-8 no unpaired surrogates. Only for what people read.</summary>
internal static class StoredText
{
    public static string? Of(string? text) =>
        text is null || (!text.Contains('\0', StringComparison.Ordinal) && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) ? text
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\ufffd')));
}
