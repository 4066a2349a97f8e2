using System.Text.RegularExpressions;
using Redox.Client.Tool.Control;
using Redox.Client.Tool.Control.Faults;
using Shared;

namespace Redox.Client.Tool.Tests;

/// <summary>The guide, the help and the overview against the tables that they describe.</summary>
public sealed class GuideTests
{
    private static readonly string Guide = RepositoryFiles.Read("docs/fake-host.md");

    [Fact]
    public void Guide_lists_the_calls_with_what_they_do() => Assert.Equal(
        ControlTable.All.Select(call => $"| `{call}` | {call.Does} |"),
        Regex.Matches(Guide, @"^\| `(?:GET|POST|DELETE) /__redox.*\|$", RegexOptions.Multiline).Select(row => row.Value));

    [Fact]
    public void Guide_lists_the_options_with_their_variables() => Assert.Equal(
        HostOptions.All.Select(option => $"| `{option.Form}` | `{option.Variable}` | {option.Does} |"),
        Regex.Matches(Guide, @"^\| `--.*\|$", RegexOptions.Multiline).Select(row => row.Value));

    [Fact]
    public void Guide_lists_the_faults_that_take_something_with_what_they_take() => Assert.Equal(
        FaultKinds.All.Where(kind => kind.Members.Length > 0).Select(kind => $"| `{kind.Name}` | {string.Join(", ", kind.Members.Select(member => $"`{member}`"))} |"),
        Regex.Matches(Guide, @"^\| `[A-Z]\w+` \| (?:`\w+`(?:, )?)+ \|$", RegexOptions.Multiline).Select(row => row.Value));

    /// <summary>The examples run as printed, but for the address, against the program.</summary>
    [ScriptFact]
    public async Task Guide_shows_each_call_with_curl()
    {
        await using var host = await RunningHost.StartAsync();
        var examples = Markdown.Blocks(Guide, "bash").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("curl ", StringComparison.Ordinal) && line.Contains("/__redox", StringComparison.Ordinal)).ToList();
        var missing = ControlTable.All.Select(call => $"{call}").ToHashSet();
        foreach (var example in examples.Where(line => !line.Contains("redox:8008", StringComparison.Ordinal)))
        {
            var path = Regex.Match(example, @"http://127\.0\.0\.1:8008(/__redox\S*)").Groups[1].Value;
            var method = Regex.Match(example, @"-X (\w+)") is { Success: true } named ? named.Groups[1].Value : example.Contains(" -d ", StringComparison.Ordinal) ? "POST" : "GET";
            missing.Remove($"{method} {path}");
            var command = example.Replace("http://127.0.0.1:8008", host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal).Replace("curl ", "curl -sS --fail-with-body --noproxy '*' ", StringComparison.Ordinal);
            var (exitCode, output) = await Scripts.RunAsync("bash", "-c", command);
            Assert.True(exitCode == 0, $"{example}\n{output}");
        }

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Overview_and_help_list_the_calls()
    {
        await using var host = await RunningHost.StartAsync();
        var overview = (await host.SendAsync("GET", "__redox")).Body;

        Assert.All(ControlTable.All, call =>
        {
            Assert.Matches($@"(?m)^  {Regex.Escape($"{call}")} +{Regex.Escape(call.Does)}$", overview);
            Assert.Matches($@"(?m)^  {Regex.Escape($"{call}")} +{Regex.Escape(call.Does)}$", HostUsage.Text);
        });
    }
}
