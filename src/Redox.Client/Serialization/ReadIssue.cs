namespace Redox.Client;

/// <summary>An irregularity in a message that was read. Nothing is lost: the original is kept and written back.</summary>
/// <param name="Path">The path, e.g. <c>Visit.Duration</c> or <c>Patient.Identifiers[0].ID</c>. Names of unknown members are shown as <c>?</c>.</param>
/// <param name="Expected">The form that the data model defines, e.g. <c>number</c>.</param>
/// <param name="Found">The form that was found, by kind and never by value, e.g. <c>string</c>.</param>
public sealed record ReadIssue(string Path, string Expected, string Found)
{
    /// <summary>One line for a log, without any value of the message.</summary>
    /// <returns>For example <c>Visit.Duration: expected number, found string</c>.</returns>
    public override string ToString() => $"{Path}: expected {Expected}, found {Found}";
}
