namespace Repository.Tests.Snapshots;

/// <summary>The stand-in for Verify.Xunit, tested on files of its own.</summary>
public sealed class VerifierTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redox-snapshots-");

    private string Test => Path.Combine(_folder.FullName, "ClinicTests.cs");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_result_that_equals_its_snapshot_passes()
    {
        Write("ClinicTests.Opens.verified.txt", "open\nall day\n");

        await Verify("open\r\nall day", Test, "Opens");

        Assert.Empty(_folder.GetFiles("*.received.*"));
    }

    [Fact]
    public async Task A_missing_snapshot_fails_and_says_what_to_do()
    {
        var error = await Assert.ThrowsAsync<VerifyException>(async () => await Verify("open", Test, "Opens"));

        Assert.Contains("There is no snapshot ClinicTests.Opens.verified.txt yet.", error.Message, StringComparison.Ordinal);
        Assert.Contains("rename it to ClinicTests.Opens.verified.txt and commit it", error.Message, StringComparison.Ordinal);
        Assert.Equal("open\n", Read("ClinicTests.Opens.received.txt"));
    }

    [Fact]
    public async Task A_difference_fails_with_its_first_line_and_leaves_the_snapshot_alone()
    {
        Write("ClinicTests.Opens.verified.txt", "open\nall day\nevery day");

        var error = await Assert.ThrowsAsync<VerifyException>(async () => await Verify("open\nat noon\nevery day", Test, "Opens"));

        Assert.Contains("at line 2:\n  verified: all day\n  received: at noon\n", error.Message, StringComparison.Ordinal);
        Assert.Equal("open\nat noon\nevery day\n", Read("ClinicTests.Opens.received.txt"));
        Assert.Equal("open\nall day\nevery day", Read("ClinicTests.Opens.verified.txt"));
    }

    [Fact]
    public async Task The_file_of_an_earlier_failure_goes_when_the_test_passes()
    {
        await Assert.ThrowsAsync<VerifyException>(async () => await Verify("open", Test, "Opens"));
        File.Move(Path.Combine(_folder.FullName, "ClinicTests.Opens.received.txt"), Path.Combine(_folder.FullName, "ClinicTests.Opens.verified.txt"));
        Write("ClinicTests.Opens.received.txt", "closed");

        await Verify("open", Test, "Opens");

        Assert.Empty(_folder.GetFiles("*.received.*"));
    }

    [Fact]
    public async Task Each_case_of_a_theory_has_a_file_and_its_name_is_a_legal_one()
    {
        Write("ClinicTests.Opens_Scheduling.New_a-b-_null.verified.txt", "open");

        await Verify("open", Test, "Opens").UseParameters("Scheduling.New", "a/b?", null);
    }

    [Fact]
    public async Task Guids_and_times_of_an_object_are_numbered_and_a_date_stays()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        Write("ClinicTests.Opens.verified.txt", """
            {
              "A": "Guid_1",
              "B": "Guid_2",
              "C": "Guid_1",
              "At": "DateTime_1",
              "Born": "1979-11-23"
            }
            """);

        await Verify(new { A = first, B = second, C = first, At = DateTimeOffset.UnixEpoch, Born = new DateOnly(1979, 11, 23) }, Test, "Opens");
    }

    [Fact]
    public async Task Json_is_indented_and_scrubbed_by_default()
    {
        Write("ClinicTests.Opens.verified.txt", "{\n  \"At\": \"2026-03-02T14:30:00.000Z\",\n  \"Name\": \"Zoë\"\n}");

        await VerifyJson("""{"At":"2026-03-02T14:30:00.000Z","Name":"Zo\u00eb"}""", Test, "Opens").DontScrubDateTimes();
    }

    [Fact]
    public async Task Text_is_compared_as_it_is_and_guids_in_it_on_demand()
    {
        Write("ClinicTests.Opens.verified.txt", "log Guid_1 at \"2026-03-02T14:30:00Z\"");

        await Verify($"log {Guid.NewGuid()} at \"2026-03-02T14:30:00Z\"", Test, "Opens").ScrubInlineGuids();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name));
}
