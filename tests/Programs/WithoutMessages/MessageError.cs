namespace Redox.Client.Models;

/// <summary>Stands in for the one type of the message core that errors may know.</summary>
public sealed class MessageError;
