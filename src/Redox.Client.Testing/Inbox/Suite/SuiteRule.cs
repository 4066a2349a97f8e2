namespace Redox.Client.Testing.Inbox;

internal sealed record SuiteRule(string Name, Func<InboxTrial, Task> RunAsync);
