namespace Redox.Client.Serialization;

/// <summary>
/// The message that members were carried over from. A mark of one origin only counts in a message with the same origin: an object that was taken from another
/// carried-over message was added by the author of this one, and is checked.
/// </summary>
internal sealed class CarryOrigin
{
    internal CarryOrigin() => All = new WireExtras { CarriedOver = ulong.MaxValue, Origin = this };

    /// <summary>For an object that was carried over as a whole, with nothing else to keep.</summary>
    internal WireExtras All { get; }
}
