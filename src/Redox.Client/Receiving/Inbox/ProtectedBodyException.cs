namespace Redox.Client.Receiving.Inbox;

/// <summary>A stored body is protected, and cannot be unprotected here.</summary>
internal sealed class ProtectedBodyException(string message) : Exception(message)
{
    /// <summary>The type of the failure that is stored with the message.</summary>
    public const string Word = "UnprotectFailed";
}
