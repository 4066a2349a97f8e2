namespace Redox.Client;

/// <summary>
/// A message that is sent one way: a notification (something happened) or a write back (change this chart).
/// Redox acknowledges it once it is safely stored; nothing is said about the far side yet.
/// </summary>
public interface IRedoxEvent : IRedoxMessage;
