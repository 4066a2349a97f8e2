using System.Globalization;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Faults.Kinds;

namespace Redox.Client.Testing;

/// <summary>Answers that arrive whole and make no sense. The message was taken.</summary>
public abstract partial class Fault
{
    // The client reads answers of up to 64 MB.
    private const int MoreThanAnyAnswer = 65 * 1024 * 1024;

    private static readonly Ledger[] AnswersFollow = [Ledger.FaultAnswers];

    /// <summary>The message is taken, and the reply is half of its JSON: whole for HTTP, malformed for JSON.</summary>
    public static Fault MalformedJson { get; } = new SpoiledAnswerFault("malformed JSON", answer => answer.FirstHalf(ReplyEnding.Complete)) { Follows = AnswersFollow };

    /// <summary>The message is taken, and the reply is a 200 without a body.</summary>
    public static Fault EmptyAnswer { get; } = new SpoiledAnswerFault("200 without a body", _ => FakeReply.Empty(200)) { Follows = AnswersFollow };

    /// <summary>The message is taken, and the reply is a 200 with a page in HTML: a proxy's login page, say.</summary>
    public static Fault HtmlAnswer { get; } = new SpoiledAnswerFault("200 with HTML", _ => Html(200, "Welcome")) { Follows = AnswersFollow };

    /// <summary>The message is taken, and the reply carries its JSON as <c>text/plain</c>.</summary>
    public static Fault WrongContentType { get; } = new SpoiledAnswerFault("JSON as text/plain", answer => answer with { ContentType = "text/plain; charset=utf-8" }) { Follows = AnswersFollow };

    /// <summary>The message is taken, and the reply is far longer than Redox's limit of 40 MB: its JSON, followed by blanks.</summary>
    /// <param name="bytes">The length. Default: 65 MB, more than the client reads.</param>
    public static Fault OversizedAnswer(int bytes = MoreThanAnyAnswer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        return new SpoiledAnswerFault(string.Create(CultureInfo.InvariantCulture, $"answer of {bytes:#,0} bytes"), answer =>
        {
            var body = new byte[Math.Max(bytes, answer.Body.Length)];
            body.AsSpan().Fill((byte)' ');
            answer.Body.CopyTo(body);
            return answer with { Body = body };
        })
        { Follows = AnswersFollow };
    }
}
