using System.Collections.Immutable;
using Redox.Client.Testing.Journal;

namespace Redox.Client.Testing;

public sealed partial class RedoxRequests
{
    // Renewing a token after a 401 is what Redox asks for.
    private ImmutableHashSet<RequestProblemKind> _allowed = [RequestProblemKind.BearerTokenExpired, RequestProblemKind.BearerTokenRevoked];

    /// <summary>Descriptions of the requests with a problem that the test did not ask for.</summary>
    internal IEnumerable<string> Unexpected => Snapshot()
        .Where(request => request.Fault is null && request.Problems.Any(problem => !_allowed.Contains(problem.Kind)))
        .Select(request => $"Not asked for by the test ({nameof(Allow)} or a fault): {request}");

    /// <summary>Declares problems of these kinds as intended, before or after they occur, so that verification ignores them.</summary>
    /// <remarks>Expired and revoked tokens are always allowed: they are part of normal operation.</remarks>
    public void Allow(params IReadOnlyList<RequestProblemKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ImmutableInterlocked.Update(ref _allowed, static (allowed, added) => allowed.Union(added), kinds);
    }

    /// <summary>Asserts that messages have arrived, independently of any test framework. Only messages that the fake accepted count.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; compared exactly.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; compared exactly.</param>
    /// <param name="json">
    /// What such a message contains at least, as JSON; default: anything. Other members and further elements of a list are ignored.
    /// </param>
    /// <param name="times">The exact number of such messages. Default: one. With 0, there must be none.</param>
    /// <returns>The messages.</returns>
    /// <exception cref="RedoxFakeVerificationException">Different messages or too many have arrived. The text shows how the closest one differs.</exception>
    /// <exception cref="ArgumentException">
    /// The text is not one JSON object; <paramref name="times"/> is negative; or the event is unknown, none has arrived, and it is not one of
    /// <see cref="RedoxFakeOptions.CustomEvents"/>.
    /// </exception>
    public IReadOnlyList<RecordedRequest> AssertReceived(string dataModel, string eventType, string? json = null, int times = 1)
    {
        ThrowIfUnknown(dataModel, eventType);
        return Assert(ExpectedMessage.Of(dataModel, eventType, json, times));
    }

    /// <inheritdoc cref="AssertReceived(string, string, string?, int)"/>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <param name="like">What such a message contains at least: the members that are set. Default: anything.</param>
    /// <param name="times">The exact number of such messages. Default: one. With 0, there must be none.</param>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is not a single event.</exception>
    public IReadOnlyList<TMessage> AssertReceived<TMessage>(TMessage? like = null, int times = 1)
        where TMessage : RedoxMessage, new() =>
        [.. Assert(ExpectedMessage.Of(like, times)).Select(request => request.Read<TMessage>())];

    private IReadOnlyList<RecordedRequest> Assert(ExpectedMessage expected) => expected.Unmet(this) is { } unmet
        ? throw new RedoxFakeVerificationException(string.Join(Environment.NewLine, [unmet, "", $"{this}"]))
        : expected.Matching(this);
}
