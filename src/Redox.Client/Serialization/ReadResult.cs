namespace Redox.Client;

/// <summary>A message and what was unusual about it.</summary>
/// <typeparam name="TMessage">The type of the message.</typeparam>
/// <param name="Message">The message, complete: what the type could not take is kept beside it and written back.</param>
/// <param name="Issues">Every deviation from the data model, in the order of the text; empty for a clean message. At most 1,000.</param>
public sealed record ReadResult<TMessage>(TMessage Message, IReadOnlyList<ReadIssue> Issues)
    where TMessage : IRedoxMessage;
