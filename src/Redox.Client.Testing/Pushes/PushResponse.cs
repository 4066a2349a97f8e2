using System.Text.Json;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>The application's response.</summary>
public sealed class PushResponse
{
    private readonly Lazy<JsonElement> _json;

    private PushResponse(HttpResponseMessage response, byte[] body)
    {
        Status = (int)response.StatusCode;
        Body = body;
        Headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _json = new(() => JsonReading.TryParseObject(body, out var json) ? json : default);
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Whether the status is 2xx: an event counts as delivered, a query as answered.</summary>
    [Follows(Ledger.PushSuccess, Ledger.PushPause, Ledger.PushOtherStatus)]
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The headers as received; names are not case-sensitive, several values are separated by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body as raw JSON. <see cref="JsonElement.ValueKind"/> is <see cref="JsonValueKind.Undefined"/> when it is not a JSON object.</summary>
    public JsonElement Json => _json.Value;

    /// <summary>The text, number or other simple value at a path in the body, as text; <see langword="null"/> if there is none.</summary>
    /// <param name="path">Names separated by dots, with positions: <c>Patient.Identifiers[0].ID</c>.</param>
    public string? At(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Json.At(path);
    }

    /// <summary>Status and length, without the body.</summary>
    public override string ToString() => $"{Status} ({Body.Length} bytes)";

    internal static async Task<PushResponse> ReadAsync(HttpResponseMessage response, int maxSize, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(maxSize, cancellationToken).ConfigureAwait(false);
        return new(response, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }
}
