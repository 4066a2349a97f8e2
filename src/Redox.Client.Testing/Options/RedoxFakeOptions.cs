using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Redox.Client.Testing;

/// <summary>How a <see cref="RedoxFake"/> behaves. The defaults match Redox.</summary>
public sealed class RedoxFakeOptions
{
    /// <summary>
    /// The source of <see cref="RedoxTenant.Clock"/>. Default: real time, <see cref="TimeProvider.System"/>. With <c>new RedoxClock(start)</c> time
    /// stands still until the test advances it; any other clock, such as <c>FakeTimeProvider</c>, is followed.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The lifetime of an access token. Default: 5 minutes (Redox's page "Authenticate with JWT"). Whole seconds, greater than zero.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether disposing a tenant throws when something went wrong that the test did not ask for: an unknown route, an unregistered client,
    /// a refused message. Default: <see cref="Strictness.Strict"/>.
    /// </summary>
    public Strictness Strictness { get; set; }

    /// <summary>
    /// Which behaviours a test may rely on. Default: <see cref="FidelityPolicy.Everything"/>. With <see cref="FidelityPolicy.RefuseAssumed"/> a response that
    /// depends on an assumption of the fake is a finding.
    /// </summary>
    public FidelityPolicy Fidelity { get; set; }

    /// <summary>
    /// The assumptions, by <see cref="FakeBehaviour.Id"/>, that <see cref="FidelityPolicy.RefuseAssumed"/> ignores: those that you have checked
    /// against your own Redox account. Default: none.
    /// </summary>
    public ICollection<string> AcceptedAssumptions { get; } = [];

    /// <summary>How many requests a tenant's journal keeps; older ones are dropped. Default: 10,000. At least 1.</summary>
    public int JournalCapacity { get; set; } = 10_000;

    /// <summary>
    /// The largest body that the journal keeps, in bytes; of a larger body it keeps only length and hash. Default: 256 KB (262,144). With 0 it keeps no bodies.
    /// </summary>
    public int MaxRecordedBodySize { get; set; } = 256 * 1024;

    /// <summary>
    /// The largest body that is accepted, in bytes; a larger one is answered with 413, and no more than this is kept in memory. At least 1.
    /// Default: 40 MB (41,943,040; Redox's page "Quotas and constraints"; its page on errors says 10 MB).
    /// </summary>
    public int MaxMessageSize { get; set; } = 40 * 1024 * 1024;

    /// <summary>How many requests a client may send. Default: 10,000 in any 5 minutes (Redox's page "Quotas and constraints").</summary>
    public RedoxFakeRateLimitOptions RateLimit { get; set; } = new();

    /// <summary>The waits and timeouts that apply when the fake delivers messages to the application.</summary>
    public RedoxFakePushOptions Push { get; set; } = new();

    /// <summary>
    /// The destinations the client is subscribed to, by ID: <c>options.Destinations[id] = new("Harbor Clinic")</c>. A message to any other is
    /// refused, as at Redox. When empty, the default, every destination with an ID is accepted.
    /// </summary>
    public IDictionary<string, RedoxFakeDestination> Destinations { get; } = new Dictionary<string, RedoxFakeDestination>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The environment that the client's keys belong to. Default: <see cref="RedoxEnvironment.Development"/>.</summary>
    public RedoxEnvironment Environment { get; set; } = RedoxEnvironment.Development;

    /// <summary>
    /// Whether an assertion whose <c>jti</c> was used before is refused (RFC 7523, section 3, point 7). Default: <see langword="false"/>, it is accepted, and
    /// <see cref="RecordedRequest.Notes"/> says so: whether Redox refuses it is not known, and working clients use one for several token requests.
    /// </summary>
    public bool RefuseReusedAssertions { get; set; }

    /// <summary>
    /// Values of <c>aud</c> that are accepted in addition to the fake's own token URL (<see cref="RedoxTenant.BaseAddress"/> + <c>v2/auth/token</c>) and those of Redox,
    /// which the journal notes; compared exactly. Default: none.
    /// </summary>
    public ICollection<string> AdditionalAudiences { get; } = [];

    /// <summary>
    /// Events that do not belong to any Redox data model, as <c>DataModel.EventType</c>: <c>options.CustomEvents.Add("Scheduling.WaitlistOffer")</c>. The fake accepts
    /// and records them anyway; once declared here, they may also be named in <see cref="RedoxRequests.ReceivedOf(string, string)"/>, <see cref="RecordedRequest.Is"/>,
    /// <see cref="RedoxTenant.Expect(string, string, string?, int)"/> and <see cref="FaultScope.For"/>, which reject any other unknown name as a typo. Default: none.
    /// </summary>
    public ICollection<string> CustomEvents { get; } = [];

    /// <summary>The port to listen on; 0 for a free one. For the program <c>redox fake</c>; tests that shared a port would collide.</summary>
    internal int Port { get; set; }

    /// <summary>The address to listen on. The usual one with a port of its own listens on [::1], too, if the machine has it.</summary>
    internal IPAddress Host { get; set; } = IPAddress.Loopback;

    /// <summary>Called with <see cref="RedoxTenant.BaseAddress"/> as soon as it is known, before anything is served: for audiences that depend on the port.</summary>
    internal Action<Uri>? Listening { get; set; }

    /// <summary>
    /// What the times of an assertion are compared with; default: the fake's clock. Programs that know nothing of that clock sign with the machine's, however far the fake's is advanced.
    /// </summary>
    internal TimeProvider? AssertionTime { get; set; }

    /// <summary>Middleware that sees a request over a socket before the fake does.</summary>
    internal Action<IApplicationBuilder>? Pipeline { get; set; }

    internal void Check(string parameter)
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (TokenLifetime < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentException($"{nameof(TokenLifetime)} is {TokenLifetime}. Use at least a second.", parameter);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(JournalCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRecordedBodySize);
        if (AcceptedAssumptions.FirstOrDefault(id => !FakeBehaviour.All.Any(known => known.Id == id && known.Certainty == Certainty.Assumed)) is { } unknown)
        {
            throw new ArgumentException($"{nameof(AcceptedAssumptions)} names '{unknown}', which is not an assumption of the fake. {nameof(FakeBehaviour)}.{nameof(FakeBehaviour.All)} lists them.", parameter);
        }

        ArgumentNullException.ThrowIfNull(RateLimit);
        ArgumentNullException.ThrowIfNull(Push);
        Push.Check(parameter);
        if (MaxMessageSize < 1)
        {
            throw new ArgumentException($"{nameof(MaxMessageSize)} is {MaxMessageSize}. Use at least one byte.", parameter);
        }

        if (RateLimit.PermitLimit < 1)
        {
            throw new ArgumentException($"{nameof(RateLimit)}.{nameof(RateLimit.PermitLimit)} is {RateLimit.PermitLimit}. Use at least 1, or set Enabled to false.", parameter);
        }

        if (RateLimit.Window <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(RateLimit)}.{nameof(RateLimit.Window)} is {RateLimit.Window}. Use a value greater than zero.", parameter);
        }
    }
}
