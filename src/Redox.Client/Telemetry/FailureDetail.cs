namespace Redox.Client.Telemetry;

/// <summary>What a line of the log says of a failure beside its type: the status, or the places in the message, never a value.</summary>
internal static class FailureDetail
{
    private const int MaxPaths = 10;

    /// <summary>Ready to stand behind the type; empty when there is nothing to say.</summary>
    public static string Of(RedoxException failure) => failure switch
    {
        { StatusCode: { } status } => $" (HTTP {(int)status})",
        RedoxValidationException { Problems: { Count: > 0 } problems } =>
            $" ({string.Join(", ", problems.Take(MaxPaths).Select(problem => problem.Path))}{(problems.Count > MaxPaths ? $" and {problems.Count - MaxPaths} more" : "")})",
        _ => "",
    };
}
