using InboxCluster;

// Several processes with one inbox, killed, paused and without a database at random; then their ledger is counted.
//   InboxCluster <sqlite file | PostgreSQL connection string> [--processes 3] [--messages 5000] [--keys 50] [--kills 4] [--pauses 2] [--restarts 2 --restart COMMAND] [--unfenced] [--seed 1]
// With --unfenced, handlers write to the ledger without completing their messages in the same transaction: then some are expected to be there twice.
// The last line is the verdict; the exit code is 0 when nothing is lost, twice, or out of order, and REDOX_CLUSTER_MAX_TAKEOVER, in seconds, was kept when it is set.
// Parts that tests play with:
//   InboxCluster <store> --serve [--max-deaths 1000]                 one of the processes
//   InboxCluster <store> --serve --held [--max-attempts 1]           one that handles nothing before it is told to
//   InboxCluster <store> --suite <arguments of the suite>            the process that RedoxInboxSuite kills and pauses
//   InboxCluster <SQLite file> --lock                                one that has locked the file until its input ends
var store = new Store(args[0], new Arguments(args));
if (args.Contains("--serve"))
{
    await Receiver.RunAsync(store, args.Contains("--held"));
    return 0;
}

if (Array.IndexOf(args, "--suite") is > 0 and var suite)
{
    await Suite.RunAsync(store, args[(suite + 1)..]);
    return 0;
}

if (args.Contains("--lock"))
{
    await store.LockAsync();
    return 0;
}

var arguments = new Arguments(args);
var messages = arguments.Number("--messages", 5000);
await store.CreateLedgerAsync();
using var cluster = new Cluster(args[0], store.IsUnfenced, arguments.Number("--processes", 3));
await cluster.StartAsync();
var takeovers = new Takeovers(store);
var troubles = new Troubles(cluster, store, takeovers, new Random(arguments.Number("--seed", 1)), arguments.Text("--restart"), messages);
var made = troubles.RunAsync(arguments.Number("--kills", 4), arguments.Number("--pauses", 2), arguments.Number("--restarts", 2));
var sent = await Senders.SendAsync(cluster, messages, arguments.Number("--keys", 50));
await made;
await store.UntilHandledAsync(messages, TimeSpan.FromMinutes(30));
await cluster.StopAsync(); // Whoever holds an old lease has tried.
var verdict = await store.CountAsync(messages);
var longest = await takeovers.LongestAsync();
Console.WriteLine(string.Create(
    System.Globalization.CultureInfo.InvariantCulture,
    $"{messages} messages, {cluster.Processes} processes, {troubles.Made}; sent in {sent.TotalSeconds:F1} s. {verdict}; {longest}"));
return !verdict.IsGood ? 1 : longest.Undisturbed > arguments.MaxTakeover ? 3 : 0;
