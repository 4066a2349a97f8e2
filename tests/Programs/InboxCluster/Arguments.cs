using System.Globalization;

namespace InboxCluster;

/// <summary>The command line.</summary>
internal sealed class Arguments(string[] arguments)
{
    public TimeSpan MaxTakeover { get; } =
        Environment.GetEnvironmentVariable("REDOX_CLUSTER_MAX_TAKEOVER") is { Length: > 0 } seconds ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) : TimeSpan.MaxValue;

    public bool Has(string name) => arguments.Contains(name);

    public string? Text(string name) => Array.IndexOf(arguments, name) is >= 0 and var at ? arguments[at + 1] : null;

    public int? Number(string name) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public int Number(string name, int otherwise) => Number(name) ?? otherwise;
}
