namespace Redox.Client.Options;

/// <summary>A setting that nothing reads. Its value is not kept.</summary>
/// <param name="Path">The path of the setting.</param>
/// <param name="Nearest">The name that was probably meant, if there is one.</param>
internal sealed record UnknownSetting(string Path, string? Nearest)
{
    // A secret pasted into the wrong place may appear as a name.
    private const int MaxNameLength = 64;

    public override string ToString()
    {
        var start = Path.LastIndexOf(':') + 1;
        var shown = Path.Length - start > MaxNameLength ? $"{Path[..start]}(a name of {Path.Length - start} characters)" : Path;
        return Nearest is null ? shown : $"{shown} (did you mean {Nearest}?)";
    }
}
