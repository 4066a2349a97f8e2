using System.Globalization;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Faults.Kinds;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>Connections that break or stall. Both transports raise the exceptions that a <see cref="SocketsHttpHandler"/> raises.</summary>
public abstract partial class Fault
{
    // Not a field: the fields of another file may be initialized after the code that uses them.
    private static IReadOnlyList<Ledger> ConnectionsFollow => [Ledger.FaultConnections];

    /// <summary>
    /// The connection is closed after the request was read and before it was processed: nothing was accepted, and there is no response.
    /// The client gets an <see cref="HttpRequestException"/> (<see cref="HttpRequestError.ResponseEnded"/>).
    /// </summary>
    public static Fault DropBeforeAcceptance { get; } = new RefusalFault("connection dropped before acceptance", FakeResponse.Dropped) { Follows = ConnectionsFollow };

    /// <summary>
    /// The message is accepted, and the connection is closed instead of sending a response. To the client it looks like <see cref="DropBeforeAcceptance"/>,
    /// but sending the message again creates a duplicate.
    /// </summary>
    public static Fault DropAfterAcceptance { get; } = new SpoiledResponseFault("connection dropped after acceptance", _ => FakeResponse.Dropped) { Follows = ConnectionsFollow };

    /// <summary>
    /// The connection is reset (TCP RST) after the request was read; nothing was accepted. The client gets an <see cref="HttpRequestException"/>
    /// around a <see cref="System.Net.Sockets.SocketException"/> (<see cref="System.Net.Sockets.SocketError.ConnectionReset"/>).
    /// </summary>
    public static Fault ResetBeforeAcceptance { get; } = new RefusalFault("connection reset before acceptance", FakeResponse.Reset) { Follows = ConnectionsFollow };

    /// <summary>The message is accepted, and the connection is reset (TCP RST) instead of sending a response.</summary>
    public static Fault ResetAfterAcceptance { get; } = new SpoiledResponseFault("connection reset after acceptance", _ => FakeResponse.Reset) { Follows = ConnectionsFollow };

    /// <summary>
    /// The message is accepted, and the connection is closed in the middle of the response body, short of its <c>Content-Length</c>. Reading the body throws an
    /// <see cref="HttpIOException"/> (<see cref="HttpRequestError.ResponseEnded"/>).
    /// </summary>
    public static Fault TruncatedBody { get; } = new SpoiledResponseFault("body cut off", response => response.FirstHalf(ResponseEnding.CutOff)) { Follows = ConnectionsFollow };

    /// <summary>The message is accepted, and the response body never ends: status, headers and half of the body, then nothing until the client gives up.</summary>
    public static Fault StalledBody { get; } = new SpoiledResponseFault("body stalled", response => response.FirstHalf(ResponseEnding.Stalled)) { Follows = ConnectionsFollow };

    /// <summary>The message is accepted, and no response is ever sent. When the client gives up, the state is <see cref="RequestState.ClientAborted"/>.</summary>
    public static Fault NoResponse { get; } = new LateResponseFault("no response", Timeout.InfiniteTimeSpan) { Follows = ConnectionsFollow };

    /// <summary>
    /// The fake sends back something that is not HTTP and closes the connection; nothing was accepted. The client gets an <see cref="HttpRequestException"/>
    /// (<see cref="HttpRequestError.InvalidResponse"/>) that quotes what was received, so that a test can check that the application does not log it.
    /// </summary>
    /// <param name="text">The text to send back, in UTF-8. One line.</param>
    public static Fault NotHttp(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new RefusalFault("a response that is not HTTP", FakeResponse.Empty(0) with { Ending = ResponseEnding.NotHttp, Body = System.Text.Encoding.UTF8.GetBytes(text + "\r\n") });
    }

    /// <summary>
    /// The request is held back until the test releases it, and is then handled normally or meets another fault. Until then nothing is accepted; when
    /// the client gives up earlier, the state is <see cref="RequestState.ClientAborted"/>.
    /// </summary>
    /// <param name="until">Releases the request when it completes in any way, such as <c>release.Task</c> of a <see cref="TaskCompletionSource"/>.</param>
    /// <param name="then">The fault that follows. Default: none.</param>
    public static Fault Held(Task until, Fault? then = null)
    {
        ArgumentNullException.ThrowIfNull(until);
        return new HeldFault(() => until, then);
    }

    /// <summary>The message is accepted at once, and the response is delayed. When the client gives up earlier, the state is <see cref="RequestState.ClientAborted"/>.</summary>
    /// <param name="delay">The delay, on the fake's clock.</param>
    public static Fault Slow(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new LateResponseFault(string.Create(CultureInfo.InvariantCulture, $"response delayed by {delay.TotalSeconds:0.###} s"), delay) { Follows = ConnectionsFollow };
    }
}
