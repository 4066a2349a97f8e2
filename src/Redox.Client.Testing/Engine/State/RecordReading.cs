using System.Globalization;
using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Reads the values by which records are compared.</summary>
internal static class RecordReading
{
    /// <summary>The elements of an array that are non-empty strings.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.Member(name).Items().Select(item => item.PlainText()).OfType<string>().Where(text => text.Length > 0)];

    /// <summary>The moment in a member, in universal time if it has no offset; otherwise <see langword="null"/>.</summary>
    public static DateTimeOffset? Moment(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
