using System.Net.Sockets;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Hosting;

/// <summary>The exceptions that <see cref="SocketsHttpHandler"/> raises when a connection breaks, taken from .NET 10 at work; the texts are our own.</summary>
internal static class BrokenConnection
{
    private const string NoReply = "The fake closed the connection instead of a reply.";

    /// <summary>Nothing came back.</summary>
    public static HttpRequestException InsteadOfReply(ReplyEnding ending) => ending == ReplyEnding.Reset
        ? new(HttpRequestError.Unknown, NoReply, new IOException(NoReply, new SocketException((int)SocketError.ConnectionReset)))
        : new(HttpRequestError.ResponseEnded, NoReply, new HttpIOException(HttpRequestError.ResponseEnded, NoReply));

    /// <summary>The body is shorter than its <c>Content-Length</c>. A reader of the whole body gets this wrapped by <see cref="HttpContent"/>.</summary>
    public static HttpIOException InBody() => new(HttpRequestError.ResponseEnded, "The fake closed the connection before the end of the body.");
}
