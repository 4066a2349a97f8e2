namespace Quickstart.Tests;

public sealed class QuickstartTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task It_tells_of_the_four_steps_and_ends_well()
    {
        var run = await Run.WithAsync([]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(
            """
            ^Exchange: an in-process fake .*
            Sent       PatientAdmin\.Arrival: \d\.\d KB from arrival\.json
                       log [0-9a-f-]{36}
            Booked     Scheduling\.New: 30 minutes at 2027-01-05T15:30:00\.000Z, department 3N
                       log [0-9a-f-]{36}
            Searched   PatientSearch\.Query: one match, known by 1 identifier\(s\)
                       log [0-9a-f-]{36}
            Wrote back Notes\.New: a Plain Text note to visit 1234
                       log [0-9a-f-]{36}
            $
            """,
            run.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("", "The text is not complete JSON")]
    [InlineData("{\"Meta\": {", "The text is not complete JSON")]
    [InlineData("[1, 2]", "The text is JSON, but not an object.")]
    [InlineData("{\"Patient\": {}}", "The object has no 'Meta' object")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"Dance"}}""", "'Scheduling.Dance' is not an event of the Redox data models")]
    [InlineData("""{"Meta":{"DataModel":"PatientSearch","EventType":"Query"}}""", "PatientSearch.Query cannot be sent one way")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"}}""", "Scheduling.New is not valid")]
    public async Task A_broken_message_ends_in_one_clear_sentence(string content, string cause)
    {
        await File.WriteAllTextAsync(_file, content);

        var run = await Run.WithAsync([_file]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(cause, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var run = await Run.WithAsync(["no-such-file.json"]);

        Assert.Equal((1, "no-such-file.json: the file cannot be read: give the path of a JSON message."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task Half_a_configuration_names_what_is_missing()
    {
        var run = await Run.WithAsync([], ("Redox__Credentials__ClientId", "some-client"), ("Redox__Destinations__Sandbox", "af394f14-b34a-464f-8d24-895f370af4c9"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Redox:Credentials:KeyId", run.Error, StringComparison.Ordinal);
        Assert.Contains("Redox:Credentials:PrivateKey", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_without_a_destination_say_what_to_name()
    {
        var run = await Run.WithAsync([], ("Redox__Credentials__ClientId", "some-client"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Redox:Destinations: missing", run.Error, StringComparison.Ordinal);
    }
}
