namespace Redox.ModelGenerator.Definitions;

/// <summary>A line of a definition file, written as <c>models/Scheduling.yaml(12)</c>.</summary>
internal readonly record struct Place(string File, long Line)
{
    public override string ToString() => $"{File}({Line})";
}
