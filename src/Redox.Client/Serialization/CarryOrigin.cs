namespace Redox.Client.Serialization;

/// <summary>
/// The message that others' members were carried over from. A mark of one origin counts only in a message of the same: an object that was taken out of another
/// carried-over message is the doing of whoever put it in, and is checked.
/// </summary>
internal sealed class CarryOrigin
{
    internal CarryOrigin() => All = new WireExtras { CarriedOver = ulong.MaxValue, Origin = this };

    /// <summary>Of an object that was carried over whole, with nothing else to keep.</summary>
    internal WireExtras All { get; }
}
