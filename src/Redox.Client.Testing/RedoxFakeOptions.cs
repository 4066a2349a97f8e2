using Microsoft.AspNetCore.Builder;

namespace Redox.Client.Testing;

/// <summary>How a <see cref="RedoxFake"/> behaves. The defaults are what Redox does.</summary>
public sealed class RedoxFakeOptions
{
    /// <summary>
    /// What <see cref="RedoxTenant.Clock"/> goes by. Default: real time, <see cref="TimeProvider.System"/>. With <c>new RedoxClock(start)</c> time
    /// stands until the test moves it on; a clock of the test's own, such as <c>FakeTimeProvider</c>, is followed.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long an access token lives. Default: 5 minutes (Redox's page "Authenticate with JWT"). Whole seconds, above zero.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether the end of a tenant throws when something went wrong that the test did not ask for: an unknown route, an unregistered client,
    /// a refused message. Default: <see cref="Strictness.Strict"/>.
    /// </summary>
    public Strictness Strictness { get; set; }

    /// <summary>
    /// What a test may lean on. Default: <see cref="Fidelity.Everything"/>. With <see cref="Fidelity.RefuseAssumed"/> a reply that an assumption of
    /// the fake has decided is a finding.
    /// </summary>
    public Fidelity Fidelity { get; set; }

    /// <summary>
    /// The assumptions, by <see cref="FakeBehaviour.Id"/>, that <see cref="Fidelity.RefuseAssumed"/> passes over: those that you have checked
    /// against a Redox of your own. Default: none.
    /// </summary>
    public ICollection<string> AcceptedAssumptions { get; } = [];

    /// <summary>How many requests a tenant's journal keeps; older ones are forgotten. Default: 10,000. At least 1.</summary>
    public int JournalCapacity { get; set; } = 10_000;

    /// <summary>
    /// The largest body that the journal keeps, in bytes; of a larger one it keeps length and hash. Default: 256 KB (262,144). With 0 it keeps no body.
    /// </summary>
    public int LargestBodyKept { get; set; } = 256 * 1024;

    /// <summary>
    /// The largest body that is taken, in bytes; a larger one is answered 413, and no more than this is kept in memory. At least 1.
    /// Default: 40 MB (41,943,040; Redox's page "Quotas and constraints"; its page on errors says 10 MB).
    /// </summary>
    public int MaxMessageSize { get; set; } = 40 * 1024 * 1024;

    /// <summary>How many requests a client may send. Default: 10,000 in any 5 minutes (Redox's page "Quotas and constraints").</summary>
    public RedoxFakeRateLimit RateLimit { get; set; } = new();

    /// <summary>How long the fake waits when it delivers messages into the application.</summary>
    public RedoxFakePushOptions Push { get; set; } = new();

    /// <summary>
    /// The destinations the client is subscribed to, by ID: <c>options.Destinations[id] = new("Harbor Clinic")</c>. A message to any other is
    /// refused, as Redox does. Empty, the default: every destination with an ID is accepted.
    /// </summary>
    public IDictionary<string, RedoxFakeDestination> Destinations { get; } = new Dictionary<string, RedoxFakeDestination>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The environment that the client's keys belong to. Default: <see cref="RedoxEnvironment.Development"/>.</summary>
    public RedoxEnvironment Environment { get; set; } = RedoxEnvironment.Development;

    /// <summary>
    /// Values of <c>aud</c> that are accepted beside the fake's own token URL (<see cref="RedoxTenant.BaseAddress"/> + <c>v2/auth/token</c>),
    /// compared exactly. Default: none.
    /// </summary>
    public ICollection<string> FurtherAudiences { get; } = [];

    /// <summary>
    /// Events that are in no data model of Redox's, as <c>DataModel.EventType</c>: <c>options.CustomEvents.Add("Scheduling.WaitlistOffer")</c>. The fake takes
    /// and records them anyway; declared here, a test may also name them in <see cref="RedoxRequests.ReceivedOf(string, string)"/>, <see cref="RecordedRequest.Is"/>,
    /// <see cref="RedoxTenant.Expect(string, string, string?, int)"/> and <see cref="FaultScope.For"/>, which take any other unknown name for a slip. Default: none.
    /// </summary>
    public ICollection<string> CustomEvents { get; } = [];

    /// <summary>The port to listen on; 0 for a free one. For the program <c>redox-fake</c>: tests that share a port meet.</summary>
    internal int Port { get; set; }

    /// <summary>What looks at a request over a socket before the fake does.</summary>
    internal Action<IApplicationBuilder>? Pipeline { get; set; }

    internal void Check(string parameter)
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (TokenLifetime < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentException($"{nameof(TokenLifetime)} is {TokenLifetime}. Give a second or more.", parameter);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(JournalCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(LargestBodyKept);
        if (AcceptedAssumptions.FirstOrDefault(id => !FakeBehaviour.All.Any(known => known.Id == id && known.Certainty == Certainty.Assumed)) is { } unknown)
        {
            throw new ArgumentException($"{nameof(AcceptedAssumptions)} names '{unknown}', which is no assumption of the fake. {nameof(FakeBehaviour)}.{nameof(FakeBehaviour.All)} lists them.", parameter);
        }

        ArgumentNullException.ThrowIfNull(RateLimit);
        ArgumentNullException.ThrowIfNull(Push);
        Push.Check(parameter);
        if (MaxMessageSize < 1)
        {
            throw new ArgumentException($"{nameof(MaxMessageSize)} is {MaxMessageSize}. Give a byte or more.", parameter);
        }

        if (RateLimit.Requests < 1)
        {
            throw new ArgumentException($"{nameof(RateLimit)}.{nameof(RateLimit.Requests)} is {RateLimit.Requests}. Give 1 or more, or set Enabled to false.", parameter);
        }

        if (RateLimit.Window <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(RateLimit)}.{nameof(RateLimit.Window)} is {RateLimit.Window}. Give more than zero.", parameter);
        }
    }
}
