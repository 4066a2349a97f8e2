using System.Diagnostics;

namespace Redox.Client.Tests.Aot;

public class AotRoundTripTests
{
    /// <summary>The program is published as a native executable elsewhere; here it runs as usual, with the reflection of System.Text.Json switched off.</summary>
    [Fact]
    public async Task A_query_is_answered_and_messages_are_read_and_written_where_reflection_is_switched_off()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AotRoundTrip.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync();
        var errors = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(program.ExitCode == 0, await output + await errors);
    }
}
