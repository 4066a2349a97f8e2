namespace Redox.Client.Testing;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Kind">The kind, for assertions.</param>
/// <param name="Text">Place, cause and remedy, for people.</param>
public sealed record RequestProblem(RequestProblemKind Kind, string Text)
{
    /// <summary>Kind and text on one line.</summary>
    public override string ToString() => $"{Kind}: {Text}";
}
