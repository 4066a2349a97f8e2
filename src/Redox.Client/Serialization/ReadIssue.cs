namespace Redox.Client;

/// <summary>Something unusual in a message that was read. Nothing is lost by it: the original is kept and written back.</summary>
/// <param name="Path">Where it stands, e.g. <c>Visit.Duration</c> or <c>Patient.Identifiers[0].ID</c>. Names of members the type does not know are shown as <c>?</c>.</param>
/// <param name="Expected">What the data model says, e.g. <c>number</c>.</param>
/// <param name="Found">What stood there, by kind and never by value, e.g. <c>string</c>.</param>
public sealed record ReadIssue(string Path, string Expected, string Found)
{
    /// <summary>One line for a log; it has no value of the message.</summary>
    /// <returns>For example <c>Visit.Duration: expected number, found string</c>.</returns>
    public override string ToString() => $"{Path}: expected {Expected}, found {Found}";
}
