using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Operations;

/// <summary>The body of a request that changes something: which parked messages of which destination.</summary>
internal sealed record OperationsRequest(string? Destination, IReadOnlyList<long>? Ids, bool All)
{
    private const int MaxIds = 1000;
    private const int MaxBytes = 64 * 1024;

    private const string Form = """Send {"ids": [1, 2]} or {"all": true}, with "destination" beside it unless the default one is meant.""";

    /// <exception cref="RefusedException">Neither or both is given, or too many.</exception>
    public RedoxParkedMessages Which() => (Ids, All) switch
    {
        (null, true) => RedoxParkedMessages.All,
        ({ Count: > MaxIds }, false) => throw Refused(StatusCodes.Status400BadRequest, $"There are more than {MaxIds} IDs. Send them in parts."),
        ({ Count: > 0 } ids, false) => RedoxParkedMessages.WithIds(ids),
        _ => throw Refused(StatusCodes.Status400BadRequest, $"It is not said which messages are meant. {Form}"),
    };

    /// <exception cref="RefusedException">It is not JSON of this form.</exception>
    public static async Task<OperationsRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            throw Refused(StatusCodes.Status415UnsupportedMediaType, "The content type is not application/json in UTF-8. Others are refused, since forms of other sites can send them.");
        }

        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length > MaxBytes)
        {
            throw Refused(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MaxBytes} bytes. Send the IDs in parts.");
        }

        try
        {
            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), OperationsJson.Default.OperationsRequest) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw Refused(StatusCodes.Status400BadRequest, $"The body has another form. {Form}"); // The exception may quote it.
        }
    }

    private static bool IsJson(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Encoding == Encoding.UTF8);

    private static RefusedException Refused(int status, string text) => new(status, text);
}
