using System.Collections.Immutable;
using Redox.Client.Serialization;

namespace Redox.Client.Testing;

public sealed partial class RedoxRequests
{
    // A client that renews its token after a 401 does what Redox asks for.
    private ImmutableHashSet<RequestProblemKind> _allowed = [RequestProblemKind.BearerTokenExpired, RequestProblemKind.BearerTokenRevoked];

    /// <summary>The requests with a problem that nobody asked for, in words.</summary>
    internal IEnumerable<string> Unexpected => Snapshot()
        .Where(request => request.Fault is null && request.Problems.Any(problem => !_allowed.Contains(problem.Kind)))
        .Select(request => $"Not asked for by the test ({nameof(Allow)} or a fault): {request}");

    /// <summary>Says that the test means problems of these kinds, before or after they occur, so that verification passes over them.</summary>
    /// <remarks>Expired and revoked tokens are allowed from the start: they belong to an application's life.</remarks>
    public void Allow(params IReadOnlyList<RequestProblemKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ImmutableInterlocked.Update(ref _allowed, static (allowed, added) => allowed.Union(added), kinds);
    }

    /// <summary>Makes sure that messages have come, without the assertions of a test framework. Only those that the fake took count.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; compared exactly.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; compared exactly.</param>
    /// <param name="json">
    /// What such a message holds at least, as JSON; default: anything. Members that it does not name do not matter, nor further elements of a list.
    /// </param>
    /// <param name="times">How many, exactly. Default: one. With 0: none.</param>
    /// <returns>The messages.</returns>
    /// <exception cref="RedoxVerificationException">Others have come, or too many. The message shows how the closest one differs.</exception>
    /// <exception cref="ArgumentException">
    /// The text is not one JSON object; <paramref name="times"/> is negative; or no such event is known, none has come, and it is not one of
    /// <see cref="RedoxFakeOptions.CustomEvents"/>.
    /// </exception>
    public IReadOnlyList<RecordedRequest> AssertReceived(string dataModel, string eventType, string? json = null, int times = 1)
    {
        ThrowIfUnknown(dataModel, eventType);
        return Assert(ExpectedMessage.Of(dataModel, eventType, json, times));
    }

    /// <inheritdoc cref="AssertReceived(string, string, string?, int)"/>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <param name="like">What such a message holds at least: the members that are set. Default: anything.</param>
    /// <param name="times">How many, exactly. Default: one. With 0: none.</param>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is no one event.</exception>
    public IReadOnlyList<TMessage> AssertReceived<TMessage>(TMessage? like = null, int times = 1)
        where TMessage : RedoxMessage, IWireReadable<TMessage> =>
        [.. Assert(ExpectedMessage.Of(like, times)).Select(request => request.Read<TMessage>())];

    private IReadOnlyList<RecordedRequest> Assert(ExpectedMessage expected) => expected.Unmet(this) is { } unmet
        ? throw new RedoxVerificationException(string.Join(Environment.NewLine, [unmet, "", $"{this}"]))
        : expected.Matching(this);
}
