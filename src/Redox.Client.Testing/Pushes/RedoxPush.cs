using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Exchange;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Engine.Pushes;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>
/// Delivers from the fake to the application under test: it verifies its address, delivers events, sends queries, and retries messages that the
/// application did not accept, as Redox does for a destination. Safe for concurrent use.
/// </summary>
/// <example>
/// <code>
/// var destination = redox.Push.To(app.Server.CreateHandler(), "/redox", "the verification token");
/// var handshake = await destination.VerifyAsync();          // Accepted
/// var response = await destination.SendAsync(appointment);  // immediately: Status
/// destination.Enqueue(appointment);                         // in its queue, with retries
/// await destination.WhenIdleAsync();
/// </code>
/// </example>
public sealed class RedoxPush
{
    // The source of test messages sent from the dashboard.
    [Follows(Ledger.PushSource)]
    internal const string SourceId = "7ce6f387-c33c-417d-8682-81e83628cbd9";
    internal const string SourceName = "Redox Dev Tools";

    // Redox calls public addresses with TLS, so the application sees https; the name is that of WebApplicationFactory.
    private static readonly Uri InMemoryAddress = new("https://localhost/");

    private readonly Queue<PushDelivery> _deliveries = new();
    private readonly List<PushDestination> _destinations = [];
    private readonly Lock _gate = new();
    private readonly ExchangeSettings _settings;
    private HttpMessageInvoker? _sockets;
    private long _total;

    internal RedoxPush(ExchangeSettings settings, ChangeSignal changes) => (_settings, Changes) = (settings, changes);

    /// <summary>
    /// The deliveries, completed or pending, in the order in which the test requested them: the newest 10,000, or as many as <see cref="RedoxFakeOptions.JournalCapacity"/>
    /// says. Handshakes are not included.
    /// </summary>
    public IReadOnlyList<PushDelivery> Deliveries
    {
        get
        {
            lock (_gate)
            {
                return [.. _deliveries];
            }
        }
    }

    internal RedoxFakePushOptions Options => _settings.Push;

    internal RedoxClock Clock => _settings.Clock;

    internal ChangeSignal Changes { get; }

    internal EventNames Events => _settings.Events;

    internal PendingWork Work { get; } = new();

    internal int MaxResponseSize => _settings.MaxMessageSize;

    internal IEnumerable<PushDelivery> Undelivered => Destinations.SelectMany(destination => destination.Subscriptions).SelectMany(subscription => subscription.Waiting);

    private PushDestination[] Destinations
    {
        get
        {
            lock (_gate)
            {
                return [.. _destinations];
            }
        }
    }

    /// <summary>Creates a destination in the test process behind a handler: that of a <c>WebApplicationFactory</c> (<c>app.Server.CreateHandler()</c>), or your own.</summary>
    /// <param name="application">Receives the requests, to <c>https://localhost</c>. You dispose it.</param>
    /// <param name="path">The path of the endpoint, such as <c>/redox</c>; it may have a query.</param>
    /// <param name="verificationToken">The verification token of the destination record, in printable ASCII characters.</param>
    /// <param name="name">The destination's name, in <c>Meta.Destinations</c> and the timeline. Default: the path.</param>
    /// <exception cref="ArgumentException">The text is not a path, or the token does not fit into a header.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public PushDestination To(HttpMessageHandler application, string path, string verificationToken, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(path);
        return Uri.TryCreate(InMemoryAddress, path, out var address) && address.Authority == InMemoryAddress.Authority && address.Scheme == InMemoryAddress.Scheme
            ? Add(new HttpMessageInvoker(application, disposeHandler: false), address, verificationToken, name ?? address.AbsolutePath)
            : throw new ArgumentException("The text is not a path. Pass only the path of the endpoint, such as /redox.", nameof(path));
    }

    /// <summary>Creates a destination that listens on this machine. The fake does not deliver to other machines: test messages do not belong on a network.</summary>
    /// <param name="address">The endpoint on the loopback interface: <c>http://127.0.0.1:5000/redox</c>, or <c>localhost</c> or <c>[::1]</c>; https with a trusted certificate.</param>
    /// <param name="verificationToken">The verification token of the destination record, in printable ASCII characters.</param>
    /// <param name="name">The destination's name, in <c>Meta.Destinations</c> and the timeline. Default: the address.</param>
    /// <exception cref="ArgumentException">The address is not on the loopback interface, or the token does not fit into a header.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public PushDestination To(Uri address, string verificationToken, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return LoopbackHandler.Reaches(address)
            ? Add(Sockets(), address, verificationToken, name ?? $"{address.Scheme}://{address.Authority}{address.AbsolutePath}")
            : throw new ArgumentException(
                "The fake delivers only to this machine. Use an http or https address with 127.0.0.1, [::1] or localhost, or the application's handler.", nameof(address));
    }

    /// <summary>Waits until all queues are empty: the application has accepted everything.</summary>
    /// <remarks>
    /// The wait is in real time, even if the fake's clock stands still: it is for work in progress. A pending retry then needs
    /// <see cref="RedoxClock.AdvanceAsync"/> or <see cref="PushSubscription.Resume"/>.
    /// </remarks>
    /// <param name="within">How long to wait, in real time. Default: <see cref="RedoxRequests.DefaultWait"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RedoxFakeVerificationException">Some messages are still in their queues. The text of the exception shows which.</exception>
    public Task WhenIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) => WhenIdleAsync(Destinations, within, cancellationToken);

    /// <summary>Waits until a delivery matches, for example after its first attempt. One that already matches counts.</summary>
    /// <inheritdoc cref="WhenIdleAsync(TimeSpan?, CancellationToken)" path="/remarks"/>
    /// <param name="predicate">The condition. It is evaluated whenever something has changed.</param>
    /// <param name="within">How long to wait, in real time. Default: <see cref="RedoxRequests.DefaultWait"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The first matching delivery.</returns>
    /// <exception cref="RedoxFakeVerificationException">None matches in time.</exception>
    public async Task<PushDelivery> WaitForAsync(Func<PushDelivery, bool> predicate, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var limit = within ?? RedoxRequests.DefaultWait;
        return await Changes.FindAsync(() => Deliveries.FirstOrDefault(predicate), limit, cancellationToken).ConfigureAwait(false)
            ?? throw new RedoxFakeVerificationException($"No delivery matched within {limit}.{Hint}{Environment.NewLine}{this}");
    }

    /// <summary>The timeline: each message with its attempts below it, without bodies.</summary>
    public override string ToString() => Deliveries is { Count: > 0 } deliveries ? string.Join(Environment.NewLine, deliveries) : "Nothing was pushed.";

    private string Hint => Clock.Runs ? "" : $" The fake's clock does not run by itself: retries need {nameof(RedoxClock.AdvanceAsync)}.";

    internal async Task WhenIdleAsync(PushDestination[] destinations, TimeSpan? within, CancellationToken cancellationToken)
    {
        var limit = within ?? RedoxRequests.DefaultWait;
        if (!await Changes.WaitUntilAsync(() => destinations.All(destination => destination.IsIdle), limit, cancellationToken).ConfigureAwait(false))
        {
            throw new RedoxFakeVerificationException($"Not everything was delivered within {limit}.{Hint}{Environment.NewLine}{this}");
        }
    }

    internal void Add(PushDelivery delivery)
    {
        lock (_gate)
        {
            delivery.Number = ++_total;
            _deliveries.Enqueue(delivery);
            if (_deliveries.Count > _settings.JournalCapacity)
            {
                _deliveries.Dequeue();
            }
        }
    }

    internal void End(PushDelivery delivery, PushStatus status) => delivery.End(status, _settings.MaxRecordedBodySize);

    internal async Task StopAsync()
    {
        await Work.DisposeAsync().ConfigureAwait(false);
        _sockets?.Dispose();
    }

    private HttpMessageInvoker Sockets()
    {
        Work.ThrowIfStopped();
        lock (_gate)
        {
            return _sockets ??= new(LoopbackHandler.Create());
        }
    }

    private PushDestination Add(HttpMessageInvoker application, Uri address, string verificationToken, string name)
    {
        ArgumentNullException.ThrowIfNull(verificationToken);
        Work.ThrowIfStopped();
        var destination = new PushDestination(this, application, address, name);
        destination.UseToken(verificationToken);
        lock (_gate)
        {
            _destinations.Add(destination);
        }

        return destination;
    }
}
