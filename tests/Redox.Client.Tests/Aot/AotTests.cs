using Shared;

namespace Redox.Client.Tests.Aot;

/// <summary>The programs are published as native executables elsewhere; here they run as usual, with the reflection of System.Text.Json switched off.</summary>
public sealed class AotTests
{
    [Fact]
    public async Task Messages_are_read_and_written_where_reflection_is_switched_off() => await RunProgram.OutputOfAsync("AotRoundTrip");

    [Fact]
    public async Task A_query_is_answered_where_reflection_is_switched_off() =>
        Assert.StartsWith("Featherstone, ", await RunProgram.OutputOfAsync("AotQuery"), StringComparison.Ordinal);
}
