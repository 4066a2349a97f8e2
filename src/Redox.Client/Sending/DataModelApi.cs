namespace Redox.Client.Sending;

/// <summary>
/// The Data Model API of Redox. It has a single address for all messages; the message itself says what it is. (Redox: "Data model reference")
/// Written by hand, unlike the token requests: with Refit each message would cost 0.7 KB and a twelfth of its time more (docs/contributing/performance.md).
/// </summary>
internal sealed class DataModelApi(HttpClient http) : IDisposable
{
    private static readonly Uri Endpoint = new("endpoint", UriKind.Relative);

    /// <summary>Cancels the calls under way, wherever they wait; later ones fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => http.Dispose();

    public Task<HttpResponseMessage> PostAsync(MessageContent message, string? sourceId, CancellationToken cancellationToken)
    {
        // Not disposed here: it contains only the message, which belongs to the caller.
        var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = message };
        if (sourceId is not null)
        {
            request.Headers.TryAddWithoutValidation("Redox-Source-Id", sourceId);
        }

        message.Progress.TravelWith(request);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken); // The transport reads the body, once.
    }
}
