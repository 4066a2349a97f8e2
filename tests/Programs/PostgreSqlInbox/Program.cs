// The process that the suite kills and pauses. Arguments: a connection string, and those of the suite.
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Redox.Client.Testing;

var services = new ServiceCollection();
services.AddLogging().AddSingleton(TimeProvider.System);
services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UsePostgreSqlInbox(args[0]);
await using var provider = services.BuildServiceProvider();
await RedoxInboxSuite.RunProcessAsync(provider.GetRequiredKeyedService<IRedoxInbox>(""), args[1..]);
