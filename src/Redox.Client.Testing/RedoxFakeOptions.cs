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
}
