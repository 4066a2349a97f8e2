using System.Runtime.InteropServices;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Which messages a message waits for.</summary>
/// <param name="Text">What its key is made of; empty for the key of the destination, <see langword="null"/> for none.</param>
/// <param name="IsBarrier">Whether it waits for all earlier messages, and all later ones for it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageKey(string? Text, bool IsBarrier = false)
{
    public static readonly MessageKey Destination = new("");

    public static readonly MessageKey None = new(null);

    /// <summary>It names several patients or visits, or cannot be read: whatever it is about, it is handled in its place.</summary>
    public static readonly MessageKey Barrier = new("", IsBarrier: true);
}
