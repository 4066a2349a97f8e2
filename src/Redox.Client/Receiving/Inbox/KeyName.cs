using System.Diagnostics.CodeAnalysis;

namespace Redox.Client.Receiving.Inbox;

/// <summary>A key as a setting names it.</summary>
internal sealed class KeyName : IParsable<KeyName>
{
    private static readonly InboxKey[] Known = [InboxKey.Destination, InboxKey.Patient, InboxKey.Visit, InboxKey.None];

    private KeyName(InboxKey key) => Key = key;

    public InboxKey Key { get; }

    public static KeyName Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var key) ? key : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out KeyName result)
    {
        result = Array.Find(Known, key => key.Name.Equals(s?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } key ? new KeyName(key) : null;
        return result is not null;
    }
}
