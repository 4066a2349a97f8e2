namespace Redox.Client;

/// <summary>A message and its irregularities.</summary>
/// <typeparam name="TMessage">The type of the message.</typeparam>
/// <param name="Message">The complete message: content that does not fit its type is kept separately and written back.</param>
/// <param name="Issues">Every deviation from the data model, in the order of the text; empty for a clean message. At most 1,000.</param>
public sealed record ReadResult<TMessage>(TMessage Message, IReadOnlyList<ReadIssue> Issues)
    where TMessage : IRedoxMessage
{
    /// <summary>One line for a log, without any value of the message.</summary>
    /// <returns>For example <c>SchedulingNew, 2 issues</c>.</returns>
    public override string ToString() => $"{Message}, {Issues.Count} {(Issues.Count == 1 ? "issue" : "issues")}";
}
