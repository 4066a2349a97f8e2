namespace Redox.Client;

/// <summary>
/// The names under which a client gets its <see cref="HttpClient"/>s from <see cref="IHttpClientFactory"/>,
/// for configuring a proxy or a certificate, or replacing the primary handler in a test.
/// </summary>
public static class RedoxHttpClientNames
{
    /// <summary>Every name begins with this.</summary>
    public const string Prefix = "Redox.Client";

    /// <summary>The HTTP client that carries messages: resilience, then rate limit, then token, then HTTP. A handler that you add comes last, directly before HTTP.</summary>
    /// <param name="clientName">The name of the Redox client; null or empty for the default one.</param>
    /// <returns>The name of the HTTP client.</returns>
    public static string Api(string? clientName = null) => Name(Prefix + ".Api", clientName);

    /// <summary>The HTTP client that requests tokens. It has no token handler.</summary>
    /// <inheritdoc cref="Api" path="/param|/returns"/>
    public static string Token(string? clientName = null) => Name(Prefix + ".Token", clientName);

    private static string Name(string use, string? clientName) => string.IsNullOrEmpty(clientName) ? use : $"{use}:{clientName}";
}
