namespace Redox.Client.Testing.Inbox.Suite;

internal sealed record SuiteRule(string Name, Func<InboxTrial, Task> RunAsync);
