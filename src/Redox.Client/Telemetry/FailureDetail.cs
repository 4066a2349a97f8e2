namespace Redox.Client.Telemetry;

/// <summary>The detail of a failure in a log line besides its type: the status, or the places in the message, never a value.</summary>
internal static class FailureDetail
{
    private const int MaxPaths = 10;

    // RFC 6749 sections 4.1.2.1 and 5.2, RFC 8707 section 2. Any other code may contain anything.
    private static readonly string[] KnownErrors =
    [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "access_denied",
        "server_error", "temporarily_unavailable", "invalid_target",
    ];

    /// <summary>Ready to follow the type; may be empty.</summary>
    public static string Of(RedoxException failure) => failure switch
    {
        RedoxAuthenticationException { StatusCode: { } status, Error: { } error } when KnownErrors.Contains(error) => $" (HTTP {(int)status}, {error})",
        { StatusCode: { } status } => $" (HTTP {(int)status})",
        RedoxValidationException { Problems: { Count: > 0 } problems } =>
            $" ({string.Join(", ", problems.Take(MaxPaths).Select(problem => problem.Path))}{(problems.Count > MaxPaths ? $" and {problems.Count - MaxPaths} more" : "")})",
        _ => "",
    };
}
