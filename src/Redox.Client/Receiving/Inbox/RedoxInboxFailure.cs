namespace Redox.Client.Receiving;

/// <summary>Why an attempt to handle a message failed.</summary>
/// <param name="Type">
/// The name of the exception's type, at most 200 characters; or <c>ProcessDied</c> when the process died too often while it handled the message, <c>TooManyValues</c> when
/// the message has more values than <see cref="RedoxDestinationOptions.MaxValues"/>, and <c>UnprotectFailed</c> when its body could not be unprotected
/// (<see cref="RedoxInboxOptions.ProtectBodies"/>).
/// </param>
/// <param name="Text">The exception's text, which may quote the message; only with <see cref="RedoxInboxOptions.KeepFailureText"/>. At most 2,000 characters.</param>
public sealed record RedoxInboxFailure(string Type, string? Text = null)
{
    /// <summary>The type: the text may quote a health record.</summary>
    /// <returns><see cref="Type"/>.</returns>
    public override string ToString() => Type;
}
