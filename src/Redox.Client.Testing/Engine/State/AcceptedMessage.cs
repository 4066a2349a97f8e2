namespace Redox.Client.Testing;

/// <summary>An event that the fake has accepted.</summary>
/// <param name="DataModel">The value of <c>Meta.DataModel</c>.</param>
/// <param name="EventType">The value of <c>Meta.EventType</c>.</param>
/// <param name="Times">How often it was accepted with exactly the same bytes: more than once when a client sent it again.</param>
public sealed record AcceptedMessage(string DataModel, string EventType, int Times)
{
    /// <summary>The event and its count, on one line.</summary>
    public override string ToString() => $"{DataModel}.{EventType}, {Times} times";
}
