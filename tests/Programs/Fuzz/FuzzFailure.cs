namespace Redox.Client.Fuzz;

/// <summary>A target did something wrong with an input other than to throw: it lost something, say.</summary>
/// <param name="kind">What is wrong, the same for all inputs of its kind.</param>
/// <param name="details">What is wrong with this input.</param>
internal sealed class FuzzFailure(string kind, string details) : Exception($"{kind}: {details}")
{
    public string Kind { get; } = kind;
}
