
namespace Redox.Client.Testing;

public sealed partial class RedoxRequests
{
    /// <summary>How long <c>WaitForAsync</c> waits by default: 5 seconds of real time.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    /// <summary>Waits until a request arrives, for an application that sends in the background. A request that has already arrived counts.</summary>
    /// <remarks>
    /// A request is checked when it arrives and again when it is completed. The wait is in real time, even if the fake's clock stands still:
    /// it is for work in progress; code that waits on the clock needs <see cref="RedoxClock.Advance"/>.
    /// </remarks>
    /// <param name="predicate">Selects the request.</param>
    /// <param name="within">How long to wait, in real time. Default: <see cref="DefaultWait"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The first such request.</returns>
    /// <exception cref="RedoxFakeVerificationException">None has arrived in time.</exception>
    public async Task<RecordedRequest> WaitForAsync(
        Func<RecordedRequest, bool> predicate, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return await WaitForAsync(predicate, "request", within, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the fake has accepted a message of a type. One that it has already accepted counts.</summary>
    /// <inheritdoc cref="WaitForAsync(Func{RecordedRequest, bool}, TimeSpan?, CancellationToken)" path="/remarks"/>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <param name="predicate">Selects the message; default: any.</param>
    /// <param name="within">How long to wait, in real time. Default: <see cref="DefaultWait"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The first such message.</returns>
    /// <exception cref="RedoxFakeVerificationException">None has arrived in time.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>; or a body was too large to be kept.</exception>
    public async Task<TMessage> WaitForAsync<TMessage>(
        Func<TMessage, bool>? predicate = null, TimeSpan? within = null, CancellationToken cancellationToken = default)
        where TMessage : RedoxMessage, new()
    {
        var (dataModel, eventType) = EventOf<TMessage>();
        var request = await WaitForAsync(IsMeant, $"{dataModel}.{eventType}", within, cancellationToken).ConfigureAwait(false);
        return request.Read<TMessage>();

        bool IsMeant(RecordedRequest request) =>
            request.Accepted && request.Is(dataModel, eventType) && (predicate is null || predicate(request.Read<TMessage>()));
    }

    /// <summary>Asserts that no further request arrives for some time on the fake's clock. Earlier requests do not count.</summary>
    /// <remarks>
    /// With a clock that follows real time it waits. Any other clock is advanced, as by <see cref="RedoxClock.AdvanceAsync"/>, so that half
    /// an hour takes no time.
    /// </remarks>
    /// <param name="predicate">Selects the requests that must not arrive.</param>
    /// <param name="during">How long, on the fake's clock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RedoxFakeVerificationException">One has arrived.</exception>
    public async Task NeverAsync(Func<RecordedRequest, bool> predicate, TimeSpan during, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var before = Total;
        var wait = Clock.Runs ? Task.Delay(during, Clock, end.Token) : Clock.AdvanceAsync(during, end.Token);
        var found = await _journal.Changes.FindAsync(() => First(request => request.Number > before && predicate(request)), wait, end, cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            throw new RedoxFakeVerificationException($"No such request was expected within {during}, but one arrived:{Environment.NewLine}{found}");
        }
    }

    private async Task<RecordedRequest> WaitForAsync(Func<RecordedRequest, bool> predicate, string what, TimeSpan? within, CancellationToken cancellationToken)
    {
        var limit = within ?? DefaultWait;
        return await _journal.Changes.FindAsync(() => First(predicate), limit, cancellationToken).ConfigureAwait(false)
            ?? throw new RedoxFakeVerificationException(
                $"No such {what} has arrived within {limit}.{(Clock.Runs ? "" : $" The fake's clock does not run by itself: code that waits on it needs {nameof(RedoxClock.Advance)}.")}"
                + $"{Environment.NewLine}{this}");
    }

    private RecordedRequest? First(Func<RecordedRequest, bool> predicate) => _journal.Snapshot().Select(record => new RecordedRequest(record)).FirstOrDefault(predicate);
}
