namespace Redox.Client.Receiving.Inbox;

/// <summary>An inbox of this SDK cannot be used. Unlike that of other exceptions, its text may be logged: it names places and remedies, and nothing that an inbox holds.</summary>
internal sealed class InboxUnusableException(string message) : Exception(message);
