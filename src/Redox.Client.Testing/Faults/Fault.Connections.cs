using System.Globalization;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Faults.Kinds;

namespace Redox.Client.Testing;

/// <summary>Connections that break or stall. Both transports raise the exceptions that a <see cref="SocketsHttpHandler"/> raises.</summary>
public abstract partial class Fault
{
    // Not a field: those of another file may be initialized later than what uses them.
    private static IReadOnlyList<Ledger> ConnectionsFollow => [Ledger.FaultConnections];

    /// <summary>
    /// The connection is closed after the request was read and before it was looked at: nothing was taken, and there is no reply.
    /// The client gets an <see cref="HttpRequestException"/> (<see cref="HttpRequestError.ResponseEnded"/>).
    /// </summary>
    public static Fault DropBeforeAcceptance { get; } = new RefusalFault("connection dropped before acceptance", FakeReply.Dropped) { Follows = ConnectionsFollow };

    /// <summary>
    /// The message is taken, and the connection closed instead of a reply: to the client the same as <see cref="DropBeforeAcceptance"/>,
    /// but sending again makes a duplicate.
    /// </summary>
    public static Fault DropAfterAcceptance { get; } = new SpoiledAnswerFault("connection dropped after acceptance", _ => FakeReply.Dropped) { Follows = ConnectionsFollow };

    /// <summary>
    /// The connection is reset (TCP RST) after the request was read; nothing was taken. The client gets an <see cref="HttpRequestException"/>
    /// around a <see cref="System.Net.Sockets.SocketException"/> (<see cref="System.Net.Sockets.SocketError.ConnectionReset"/>).
    /// </summary>
    public static Fault ResetBeforeAcceptance { get; } = new RefusalFault("connection reset before acceptance", FakeReply.Reset) { Follows = ConnectionsFollow };

    /// <summary>The message is taken, and the connection reset (TCP RST) instead of a reply.</summary>
    public static Fault ResetAfterAcceptance { get; } = new SpoiledAnswerFault("connection reset after acceptance", _ => FakeReply.Reset) { Follows = ConnectionsFollow };

    /// <summary>
    /// The message is taken, and the connection closed in the middle of the reply's body, short of its <c>Content-Length</c>. Reading the body ends in an
    /// <see cref="HttpIOException"/> (<see cref="HttpRequestError.ResponseEnded"/>).
    /// </summary>
    public static Fault TruncatedBody { get; } = new SpoiledAnswerFault("body cut off", answer => answer.FirstHalf(ReplyEnding.CutOff)) { Follows = ConnectionsFollow };

    /// <summary>The message is taken, and the reply's body never comes to its end: status, headers and half of the body, then nothing until the client gives up.</summary>
    public static Fault StalledBody { get; } = new SpoiledAnswerFault("body stalled", answer => answer.FirstHalf(ReplyEnding.Stalled)) { Follows = ConnectionsFollow };

    /// <summary>The message is taken, and no reply ever comes. When the client gives up, <see cref="RequestState.ClientAborted"/> says so.</summary>
    public static Fault NoReply { get; } = new LateAnswerFault("no reply", Timeout.InfiniteTimeSpan) { Follows = ConnectionsFollow };

    /// <summary>
    /// Something that is no HTTP comes back, and the connection closes; nothing was taken. The client gets an <see cref="HttpRequestException"/>
    /// (<see cref="HttpRequestError.InvalidResponse"/>) that quotes what was received: good to see that an application does not log it.
    /// </summary>
    /// <param name="text">What comes back, sent in UTF-8. One line.</param>
    public static Fault NotHttp(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new RefusalFault("a reply that is no HTTP", FakeReply.Empty(0) with { Ending = ReplyEnding.NotHttp, Body = System.Text.Encoding.UTF8.GetBytes(text + "\r\n") });
    }

    /// <summary>
    /// The request is held back until the test lets it go, and then handled as ever, or meets another fault. Until then nothing is taken; when
    /// the client gives up before, <see cref="RequestState.ClientAborted"/> says so.
    /// </summary>
    /// <param name="until">Lets it go, however it ends: <c>release.Task</c> of a <see cref="TaskCompletionSource"/>, say.</param>
    /// <param name="then">What goes wrong then. Default: nothing.</param>
    public static Fault Held(Task until, Fault? then = null)
    {
        ArgumentNullException.ThrowIfNull(until);
        return new HeldFault(until, then);
    }

    /// <summary>The message is taken at once, and the reply comes late. When the client gives up before, <see cref="RequestState.ClientAborted"/> says so.</summary>
    /// <param name="delay">How late, on the fake's clock.</param>
    public static Fault Slow(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new LateAnswerFault(string.Create(CultureInfo.InvariantCulture, $"reply {delay.TotalSeconds:0.###} s late"), delay) { Follows = ConnectionsFollow };
    }
}
