namespace Shared;

internal static class Offenders
{
    /// <summary>Fails with every one of them: <c>Assert.Empty</c> shows the first five, and those cut off.</summary>
    internal static void None(IEnumerable<string?> offenders)
    {
        var all = offenders.ToList();
        Assert.True(all.Count == 0, $"{all.Count} offenders:\n{string.Join('\n', all)}");
    }
}
