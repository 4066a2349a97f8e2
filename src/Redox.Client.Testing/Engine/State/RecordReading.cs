using System.Globalization;
using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Reads what records are compared by.</summary>
internal static class RecordReading
{
    /// <summary>The elements of an array that are non-empty strings.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.Member(name).Items().Select(item => item.PlainText()).OfType<string>().Where(text => text.Length > 0)];

    /// <summary>The moment that a member tells, in universal time where it names no offset; otherwise <see langword="null"/>.</summary>
    public static DateTimeOffset? Moment(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
