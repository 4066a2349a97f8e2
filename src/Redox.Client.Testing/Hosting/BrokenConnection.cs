using System.Net.Sockets;
using System.Text;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Hosting;

/// <summary>The exceptions that <see cref="SocketsHttpHandler"/> raises when a connection breaks, as observed with .NET 10; the texts are our own.</summary>
internal static class BrokenConnection
{
    private const string NoReply = "The fake closed the connection instead of sending a response.";

    /// <summary>The exception for a missing or invalid response; <see langword="null"/> if there is a response.</summary>
    public static Exception? InsteadOf(FakeReply response) => response.Ending switch
    {
        ReplyEnding.Reset => new HttpRequestException(HttpRequestError.Unknown, NoReply, new IOException(NoReply, new SocketException((int)SocketError.ConnectionReset))),
        ReplyEnding.Dropped => new HttpRequestException(HttpRequestError.ResponseEnded, NoReply, new HttpIOException(HttpRequestError.ResponseEnded, NoReply)),
        ReplyEnding.NotHttp => new HttpRequestException(HttpRequestError.InvalidResponse, $"Received an invalid status line: '{Encoding.UTF8.GetString(response.Body.Span).TrimEnd()}'."),
        ReplyEnding.NotConnected => response.ConnectFailure!(),
        _ => null,
    };

    /// <summary>
    /// Nothing listens any more. In addition to the socket's error, an <see cref="ObjectDisposedException"/> gives the reason, which the client quotes in its own message.
    /// </summary>
    public static HttpRequestException NotListening(string reason) =>
        new(HttpRequestError.ConnectionError, reason, new ObjectDisposedException(reason, new SocketException((int)SocketError.ConnectionRefused)));

    /// <summary>The body is shorter than its <c>Content-Length</c>. Code that reads the whole body gets this wrapped by <see cref="HttpContent"/>.</summary>
    public static HttpIOException InBody() => new(HttpRequestError.ResponseEnded, "The fake closed the connection before the end of the body.");
}
