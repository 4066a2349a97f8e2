using System.Globalization;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Faults.Kinds;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>Responses that arrive completely but make no sense. The message was accepted.</summary>
public abstract partial class Fault
{
    // The client reads responses of up to 64 MB.
    private const int MoreThanTheClientReads = 65 * 1024 * 1024;

    private static Ledger[] AnswersFollow => [Ledger.FaultAnswers];

    /// <summary>The message is accepted, and the response contains half of its JSON: complete as HTTP, malformed as JSON.</summary>
    public static Fault MalformedJson { get; } = new SpoiledResponseFault("malformed JSON", response => response.FirstHalf(ResponseEnding.Complete)) { Follows = AnswersFollow };

    /// <summary>The message is accepted, and the response is a 200 without a body.</summary>
    public static Fault EmptyResponse { get; } = new SpoiledResponseFault("200 without a body", _ => FakeResponse.Empty(200)) { Follows = AnswersFollow };

    /// <summary>The message is accepted, and the response is a 200 with an HTML page, such as a proxy's login page.</summary>
    public static Fault HtmlResponse { get; } = new SpoiledResponseFault("200 with HTML", _ => Html(200, "Welcome")) { Follows = AnswersFollow };

    /// <summary>The message is accepted, and the response carries its JSON as <c>text/plain</c>.</summary>
    public static Fault WrongContentType { get; } = new SpoiledResponseFault("JSON as text/plain", response => response with { ContentType = "text/plain; charset=utf-8" }) { Follows = AnswersFollow };

    /// <summary>The message is accepted, and the response is far longer than Redox's limit of 40 MB: its JSON, followed by spaces.</summary>
    /// <param name="bytes">The length. Default: 65 MB, more than the client reads.</param>
    public static Fault OversizedResponse(int bytes = MoreThanTheClientReads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        return new SpoiledResponseFault(string.Create(CultureInfo.InvariantCulture, $"response of {bytes:#,0} bytes"), response =>
        {
            var body = new byte[Math.Max(bytes, response.Body.Length)];
            body.AsSpan().Fill((byte)' ');
            response.Body.CopyTo(body);
            return response with { Body = body };
        })
        { Follows = AnswersFollow };
    }
}
