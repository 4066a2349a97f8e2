using System.Globalization;
using System.Text;

namespace Redox.Client.Tool.Tests;

/// <summary>Where the events come from that the fake knows from the start.</summary>
public sealed class SeedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("one.json", "{0}", "1")]
    [InlineData("list.json", "[{0}, {1}]", "1", "2")]
    [InlineData("lines.ndjson", "{0}\n{1}\n\n{2}\n", "1", "2", "3")]
    [InlineData("windows.jsonl", "{0}\r\n{1}\r\n", "1", "2")]
    [InlineData("mixed.json", "\uFEFF[{0}]\n{1}", "1", "2")]
    [InlineData("empty-list.json", "[]")]
    public async Task Seed_may_be_a_file(string name, string content, params string[] ids)
    {
        var file = Write(name, content);
        await using var host = await RunningHost.StartAsync("--seed", file);

        Assert.Equal(ids, await PatientsAsync(host));
        Assert.Contains($"{ids.Length} events from {file}", host.Introduction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_may_have_files_of_every_form()
    {
        Write("a.json", "{0}");
        Write("b.ndjson", "{1}\n{2}");
        Write("inner/c.json", "[{3}]");
        Write("notes.txt", "not a seed");
        await using var host = await RunningHost.StartAsync("--seed", _folder.FullName);

        Assert.Equal(["1", "2", "3", "4"], await PatientsAsync(host));
    }

    [Fact]
    public async Task Reset_restores_a_seed_that_can_be_read_only_once()
    {
        var file = Write("one.json", "{0}");
        await using var host = await RunningHost.StartAsync("--seed", file);
        File.Delete(file);
        await host.SendAsync("POST", "__redox/state", Event(1));

        await host.SendAsync("POST", "__redox/reset");

        Assert.Equal(["1"], await PatientsAsync(host));
    }

    [Theory]
    [InlineData("[{0},\n 7]", "seed.json, line 1, element 2: The text is not one JSON object in UTF-8.")]
    [InlineData("{0}\n{1\n", "seed.json, line 2: This cannot be read as JSON, from byte 2 of the line.")]
    [InlineData("{0}\n{{\"Meta\":{{}}}}", "seed.json, line 2: Meta lacks DataModel or EventType. Pass the whole message.")]
    [InlineData("{{\"Meta\":{{\"DataModel\":\"PatientSearch\",\"EventType\":\"Query\"}}}}", "seed.json, line 1: PatientSearch.Query is a query, which adds nothing. Pass an event.")]
    [InlineData(" \n", "seed.json: There is nothing in it. Give an event as a JSON object, a list of events, or one event after the other.")]
    public async Task Mistake_in_a_seed_is_named_by_its_place(string content, string error)
    {
        var file = content.Contains("{1\n", StringComparison.Ordinal) ? WriteAsIs("seed.json", Event(0) + "\n{1\n") : Write("seed.json", content);
        using var errors = new StringWriter();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        var exitCode = await FakeHost.RunAsync(["--port", "0", "--seed", file], new Dictionary<string, string>(), TextWriter.Null, errors, limit.Token);

        Assert.Equal((1, $"redox fake: the seed cannot be used: {error}"), (exitCode, $"{errors}".TrimEnd()));
    }

    [Fact]
    public async Task List_of_events_is_added_as_a_whole_or_not_at_all()
    {
        await using var host = await RunningHost.StartAsync();

        var refused = await host.SendAsync("POST", "__redox/state", $"[{Event(0)}, {Event(1)}, {{}}]");
        Assert.Equal(400, refused.Status);
        Assert.Contains("Line 1, element 3: Meta lacks DataModel or EventType.", refused.Body, StringComparison.Ordinal);
        Assert.Empty(await PatientsAsync(host));

        Assert.Equal(3, (int)(await host.JsonAsync("POST", "__redox/state", $"[{Event(0)}, {Event(1)}]\n{Event(2)}"))["added"]!);
        Assert.Equal(["1", "2", "3"], await PatientsAsync(host));
    }

    private static string Event(int number) =>
        "{\"Meta\":{\"DataModel\":\"PatientAdmin\",\"EventType\":\"NewPatient\"},\"Patient\":{\"Identifiers\":[{\"ID\":\"" + (number + 1) + "\",\"IDType\":\"MR\"}]}}";

    private static async Task<IEnumerable<string?>> PatientsAsync(RunningHost host) =>
        (await host.JsonAsync("GET", "__redox/state")).SelectTokens("patients[*].Identifiers[0].ID").Select(id => (string?)id);

    private string Write(string name, string content) => WriteAsIs(name, string.Format(CultureInfo.InvariantCulture, content, Event(0), Event(1), Event(2), Event(3)));

    private string WriteAsIs(string name, string content)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return file.FullName;
    }
}
