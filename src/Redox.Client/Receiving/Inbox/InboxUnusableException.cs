namespace Redox.Client.Receiving.Inbox;

/// <summary>An inbox of this SDK cannot be used. Unlike the text of other exceptions, its text may be logged: it names places and remedies, but no content of an inbox.</summary>
internal sealed class InboxUnusableException(string message) : Exception(message);
