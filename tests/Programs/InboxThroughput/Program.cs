using System.Globalization;
using InboxThroughput;
using InboxThroughput.Modes;

// How fast an inbox is:
//   dotnet run -c Release --project tests/Programs/InboxThroughput -- <folder | PostgreSQL connection string> <mode> <messages>
// A folder gets SQLite files; a connection string has Host=. Each measurement has an inbox of its own, which is deleted at the end. The modes:
//   speed      stored and handled a second; with PostgreSQL by one process, then by three
//   latency    from the request to its 200, one request after the other, then 16 at a time
//   lanes      handled with one handler of 10 s among 8 lanes, against 7 lanes without it, so many messages or 10 s in each of 5 rounds
//   backlog    20,000 handled, or so many if that is less, and the time of a claim, when nothing else and when so many messages more are waiting
//   held       handled in ten slices, without and with a transaction that is held open in another session
//   hotkey     so many messages of one key handled beside as many of other keys
//   forget     how long storing takes while log IDs are forgotten
// A server with PostgreSQL's durable defaults, on the disk that is to be measured (as another user than root):
//   initdb -D FOLDER/data -A trust -U postgres
//   pg_ctl -D FOLDER/data -o "-p 5620 -k FOLDER -c listen_addresses=127.0.0.1" -l FOLDER/log -w start      and later: pg_ctl -D FOLDER/data stop
//   "Host=127.0.0.1;Port=5620;Username=postgres;Database=postgres" is its connection string.
if (args is [Member.Mode, var shared, var name, var share, var senders])
{
    await Member.RunAsync(new Inbox(shared, name), Number(share), Number(senders));
    return 0;
}

Func<string, int, Task>? run = args.ElementAtOrDefault(1) switch
{
    "speed" => Speed.RunAsync,
    "latency" => Latency.RunAsync,
    "lanes" => Lanes.RunAsync,
    "backlog" => Backlog.RunAsync,
    "held" => Held.RunAsync,
    "hotkey" => HotKey.RunAsync,
    "forget" => Forget.RunAsync,
    _ => null,
};
if (args is not [var place, _, var messages] || run is null)
{
    Console.Error.WriteLine("Give a folder or a connection string of PostgreSQL, one of speed, latency, lanes, backlog, held, hotkey and forget, and how many messages.");
    return 2;
}

await run(place, Number(messages));
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
