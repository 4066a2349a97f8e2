using System.Globalization;
using Redox.Client.Fuzz;

const string Usage = """
    Gives mutated inputs to what takes bytes from outside, and exits with 1 when something is wrong: an exception that is not documented, a loss, more than a second.

      --target NAME    read, destination, sso, token, response or all (all)
      --seconds N      processor time for each target (60)
      --inputs N       inputs for each target, at most
      --seed N         chooses the inputs (1)
      --folder PATH    where inputs that show something are kept (artifacts/fuzz)
      --replay FILE    gives one kept input to the target again
    """;

var options = new Dictionary<string, string>();
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || args[i] is not ("--target" or "--seconds" or "--inputs" or "--seed" or "--folder" or "--replay"))
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    options[args[i][2..]] = args[i + 1];
}

string Option(string name, string usual) => options.GetValueOrDefault(name, usual);
long Number(string name, long usual) => long.Parse(Option(name, usual.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var found = false;
foreach (var target in FuzzRun.Targets.Where(name => Option("target", "all") is "all" or "" || Option("target", "all") == name))
{
    var report = options.TryGetValue("replay", out var file)
        ? FuzzRun.Replay(target, File.ReadAllBytes(file))
        : FuzzRun.Run(target, (int)Number("seed", 1), Number("inputs", long.MaxValue), TimeSpan.FromSeconds(Number("seconds", 60)), Option("folder", Path.Combine("artifacts", "fuzz")));
    Console.WriteLine(report);
    found |= report.Findings.Count > 0;
}

return found ? 1 : 0;
