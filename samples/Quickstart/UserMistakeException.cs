namespace Quickstart;

/// <summary>Something the person at the keyboard can mend. The message is one sentence that says how.</summary>
internal sealed class UserMistakeException(string message) : Exception(message);
