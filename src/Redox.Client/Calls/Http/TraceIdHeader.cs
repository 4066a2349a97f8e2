using System.Buffers;

namespace Redox.Client.Calls.Http;

/// <summary>
/// The response header <c>Redox-Trace-Id</c>: Redox's ID of the exchange. It is shown in exceptions and traces, so only a value that looks like an ID is accepted.
/// (That it is hexadecimal, as a UUID or a W3C trace ID, is assumed.)
/// </summary>
internal static class TraceIdHeader
{
    private const int MinLength = 16;
    private const int MaxLength = 64;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF-");

    public static string? Read(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Redox-Trace-Id", out var values) && values.Count == 1
        && values.ToString() is { Length: >= MinLength and <= MaxLength } id && !id.AsSpan().ContainsAnyExcept(Digits)
            ? id
            : null;
}
