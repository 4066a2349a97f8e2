using InboxCluster;

// Several processes with one inbox, killed, paused and without a database at random; then their ledger is counted.
//   InboxCluster <sqlite file | PostgreSQL connection string> [--processes 3] [--messages 5000] [--keys 50] [--kills 4] [--pauses 2] [--restart COMMAND] [--unfenced] [--seed 1]
// With --unfenced, handlers write to the ledger without completing their messages in the same transaction: then some are expected to be there twice.
// The last line is the verdict; the exit code is 0 when nothing is lost, twice, or out of order.
var store = new Store(args[0], args.Contains("--unfenced"));
if (args.Contains("--serve"))
{
    await Receiver.RunAsync(store);
    return 0;
}

int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
var restart = Array.IndexOf(args, "--restart") is >= 0 and var restartAt ? args[restartAt + 1] : null;
var random = new Random(Number("--seed", 1));
var messages = Number("--messages", 5000);
await store.CreateLedgerAsync();

using var cluster = new Cluster(args[0], store.IsUnfenced, Number("--processes", 3));
await cluster.StartAsync();
var troubles = new Troubles(cluster, store, random, restart, messages);
var made = troubles.RunAsync(Number("--kills", 4), Number("--pauses", 2));
var sent = await Senders.SendAsync(cluster, messages, Number("--keys", 50));
await made;
await store.UntilHandledAsync(messages, TimeSpan.FromMinutes(30));
var verdict = await store.CountAsync(messages);
Console.WriteLine(string.Create(
    System.Globalization.CultureInfo.InvariantCulture, $"{messages} messages, {cluster.Processes} processes, {troubles.Made}; sent in {sent.TotalSeconds:F1} s. {verdict}"));
return verdict.IsGood ? 0 : 1;
