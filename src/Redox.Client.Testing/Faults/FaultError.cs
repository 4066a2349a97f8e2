namespace Redox.Client.Testing;

/// <summary>An element of <c>Meta.Errors</c> in a scripted response. The fake adds the number (<c>ID</c>).</summary>
/// <param name="Text">What went wrong, such as <c>Required field missing - Visit.VisitNumber in Scheduling:New</c>.</param>
/// <param name="Type">The kind; recorded from Redox: <c>message</c>, <c>transmission</c>, <c>query</c>.</param>
/// <param name="Module">The part of Redox that reports the error; recorded: <c>DataModels</c>, <c>Subscriptions</c>, <c>Send</c>.</param>
public sealed record FaultError(string Text, string Type = "message", string Module = "DataModels")
{
    /// <summary>Only type and module: the text may quote a message.</summary>
    public override string ToString() => $"{Type}/{Module}";
}
