namespace Quickstart;

/// <summary>Something that the person at the keyboard can fix. The message is one sentence that says how.</summary>
internal sealed class UserMistakeException(string message) : Exception(message);
