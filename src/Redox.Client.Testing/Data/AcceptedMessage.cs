namespace Redox.Client.Testing;

/// <summary>An event that the fake has accepted.</summary>
/// <param name="DataModel">As it stood in <c>Meta.DataModel</c>.</param>
/// <param name="EventType">As it stood in <c>Meta.EventType</c>.</param>
/// <param name="Times">How often it was accepted, with the same text byte by byte: more than once when a client sent it again.</param>
public sealed record AcceptedMessage(string DataModel, string EventType, int Times)
{
    /// <summary>The event and how often, in one line.</summary>
    public override string ToString() => $"{DataModel}.{EventType}, {Times} times";
}
