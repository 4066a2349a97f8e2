namespace Redox.Client.Testing;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Kind">What it is, for assertions.</param>
/// <param name="Text">Place, cause and remedy in words, for people.</param>
public sealed record RequestProblem(RequestProblemKind Kind, string Text)
{
    /// <summary>Kind and text in one line.</summary>
    public override string ToString() => $"{Kind}: {Text}";
}
