using Redox.Client.Testing.Fidelity;
namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>The requests that Redox makes to a destination.</summary>
internal static class PushRequests
{
    [Follows(Ledger.PushToken, Ledger.PushHeaders, Ledger.PushOtherHeaders)]
    public static HttpRequestMessage Message(Uri address, ReadOnlyMemory<byte> body, string contentType, string? token, string? bearer)
    {
        var request = Post(address, body, contentType);
        AddHeader(request, "verification-token", token);
        AddHeader(request, "Authorization", (bearer ?? token) is { } credential ? $"Bearer {credential}" : null);
        return request;
    }

    [Follows(Ledger.PushHandshakes, Ledger.PushHandshakeHeader, Ledger.PushOtherHeaders)]
    public static HttpRequestMessage Handshake(HttpMethod method, Uri address, string? token, string challenge)
    {
        if (method == HttpMethod.Post)
        {
            var body = new RawObject();
            if (token is not null)
            {
                body.Add("verification-token"u8, token);
            }

            return Post(address, body.Add("challenge"u8, challenge).ToArray(), "application/json");
        }

        var query = $"challenge={Uri.EscapeDataString(challenge)}{(token is null ? "" : $"&verification-token={Uri.EscapeDataString(token)}")}";
        var whole = new UriBuilder(address) { Query = address.Query.Length > 1 ? $"{address.Query}&{query}" : query };
        var request = Named(new(HttpMethod.Get, whole.Uri));
        AddHeader(request, "verification-token", token);
        return request;
    }

    /// <summary>Checks that a header can contain a token.</summary>
    public static void ThrowIfNoHeader(string? token, string parameter)
    {
        if (token is not null && token.Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException("The token does not fit into a header: use printable ASCII characters.", parameter);
        }
    }

    private static HttpRequestMessage Post(Uri address, ReadOnlyMemory<byte> body, string contentType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Named(request);
    }

    private static HttpRequestMessage Named(HttpRequestMessage request)
    {
        AddHeader(request, "application-name", "RedoxEngine");
        return request;
    }

    private static void AddHeader(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
