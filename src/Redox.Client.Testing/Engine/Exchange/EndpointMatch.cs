namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>What the <see cref="EndpointTable"/> says of a request.</summary>
/// <param name="Nearest">An endpoint with the request's path, if possible also with its verb; <see langword="null"/> if none has this path.</param>
/// <param name="IsExact">Whether the verb is right, too.</param>
/// <param name="Verbs">All verbs of the path, separated by commas; <see langword="null"/> if no endpoint has this path.</param>
internal readonly record struct EndpointMatch(FakeEndpoint? Nearest, bool IsExact, string? Verbs)
{
    /// <summary>The endpoint that answers the request; <see langword="null"/> if there is none.</summary>
    public FakeEndpoint? Endpoint => IsExact ? Nearest : null;
}
