using System.Globalization;
using MemoryCeiling;

// Posts large messages to a process that has little memory, many at once, and says what became of them and how much memory it took at most.
//   dotnet MemoryCeiling.dll [--bytes 50331648] [--bodies 20] [--memory 2147483648] [--inbox] [--shape NAME]
if (args is ["serve", .. var rest])
{
    await Receiver.RunAsync(rest is [var file] ? file : null);
    return 0;
}

var bytes = Option("--bytes", 48 * 1024 * 1024);
var bodies = (int)Option("--bodies", 20);
var memory = Option("--memory", 2L << 30);
var inbox = args.Contains("--inbox") ? Directory.CreateTempSubdirectory("redox-memory-").FullName : null;
var failures = 0;
foreach (var (shape, values) in Shape.All.SelectMany(shape => new[] { (shape, 1_000_000), (shape, int.MaxValue) }).Append((Shape.Nested, 1_000_000)))
{
    if (Array.IndexOf(args, "--shape") is >= 0 and var at && !shape.Name.StartsWith(args[at + 1], StringComparison.Ordinal))
    {
        continue;
    }

    string[] serve = inbox is null ? ["serve"] : ["serve", Path.Combine(inbox, $"{Guid.NewGuid():N}.db")];
    using var server = LimitedProcess.Start(memory, serve);
    var result = await Burst.RunAsync(server, shape.Make((int)bytes, values), bodies, waitsForHandler: inbox is not null && values < int.MaxValue);
    failures += result.IsGood ? 0 : 1;
    Console.WriteLine($"{shape.Name,-36} {(values == int.MaxValue ? "all of it" : "1,000,000 values"),-17} {result} (limited by {server.LimitedBy})");
}

if (inbox is not null)
{
    Directory.Delete(inbox, recursive: true);
}

Console.WriteLine(failures == 0 ? "All were taken in the end." : $"{failures} shape(s) failed.");
return failures == 0 ? 0 : 1;

long Option(string name, long otherwise) => Array.IndexOf(args, name) is >= 0 and var index ? long.Parse(args[index + 1], CultureInfo.InvariantCulture) : otherwise;
