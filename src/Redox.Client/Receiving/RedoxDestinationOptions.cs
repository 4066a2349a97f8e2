using System.Diagnostics;
using System.Text.Json.Serialization;
using Redox.Client.Memory;
using Redox.Client.Options;

namespace Redox.Client.Receiving;

/// <summary>
/// Settings of a destination: an address of this application to which Redox delivers. Checked when the host starts; all faults are reported at once. Settings from
/// a configuration section take effect as soon as it changes; when the changed settings are faulty, the previous ones stay in effect and a warning is logged.
/// Another warning lists the settings that nothing reads.
/// </summary>
[DebuggerDisplay(nameof(RedoxDestinationOptions))]
public sealed class RedoxDestinationOptions : ISettings
{
    /// <summary>
    /// The verification tokens of the destination, all of them valid: one, or two during rotation. Required, unless
    /// <see cref="TrustEndpointAuthorization"/> is set. Treat them like passwords: long and random. (Redox: "Verify a destination")
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> VerificationTokens { get; } = [];

    /// <summary>
    /// The secrets with which Redox signs the tokens of sign-ons (HS256), all of them valid. Required with a sign-on handler.
    /// (Redox: "SSO for the Data Model API")
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> SsoSecrets { get; } = [];

    /// <summary>
    /// Whether requests that the server has authorized need no verification token: for destinations with an auth credential, whose endpoint requires it, as with
    /// <c>MapRedoxDestination(...).RequireAuthorization()</c>. Requests that the server has not authorized are refused, so an endpoint that you forgot to protect
    /// accepts nothing. A <c>verification-token</c> header must still match when tokens are configured. Default: <see langword="false"/>.
    /// </summary>
    public bool TrustEndpointAuthorization { get; set; }

    /// <summary>
    /// Whether "Verify &amp; Save" in the dashboard may verify the address by GET as well as POST. A GET has the token in its address, which web servers write to
    /// their logs: change the token afterwards, or turn this off; then the response to a GET is 405. Default: <see langword="true"/>. (Redox: "Verify a destination")
    /// </summary>
    public bool AllowGetHandshake { get; set; } = true;

    /// <summary>
    /// The largest body that is read, in bytes; the response to a larger one is 413. Default: 48 MB (50,331,648), since a file of 30 MiB, the largest that Redox takes, is
    /// 41,943,040 bytes as base64, before anything else of its message. (Redox: "Quotas and constraints" has 40 MB)
    /// </summary>
    public int MaxBodySize { get; set; } = 48 * 1024 * 1024;

    /// <summary>
    /// The maximum number of JSON values in a message. One with more is not refused, because Redox would deliver it again indefinitely: it goes to the fallback
    /// unread (<see cref="RedoxUnhandledReason.TooManyValues"/>); without a fallback the response is 501, or it is parked if there is an inbox. Default: 1,000,000.
    /// </summary>
    public int MaxValues { get; set; } = 1_000_000;

    /// <summary>
    /// How much memory messages may use together, in bytes: those of this destination, while those of all destinations and clients of the application together may use as much
    /// as the largest of their settings. An eighth of it is for the responses to the application's own calls. A message weighs its bytes, 600 for each JSON value, and twice the length of its long texts. A request without room waits up to 5 seconds, then the response
    /// is 503 with <c>Retry-After</c>; an inbox waits as long as it takes. Default: 768 MB (805,306,368), for a process of 2 GB.
    /// </summary>
    public long MaxMemoryInFlight { get; set; } = MemoryLimits.DefaultTotal;

    internal MemoryLimits MemoryLimits => MemoryLimits.ForMessages(MaxMemoryInFlight, MaxBodySize, MaxValues);

    /// <summary>
    /// How long a query handler has, from the arrival of the query. After that, the requester gets an error. Default: 110 seconds. Redox allows 120
    /// in total, including its own time. (Redox: "Asynchronous and synchronous messages")
    /// </summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(110);

    /// <summary>
    /// Whether responses of query handlers are checked against their definition before they are sent; an incomplete one becomes a failure, and the log lists the
    /// paths. Default: <see langword="true"/>.
    /// </summary>
    public bool ValidateResponses { get; set; } = true;

    /// <summary>
    /// Whether the log shows whole exceptions of handlers. Their texts may contain patient data, so by default only their type and the log ID are logged.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool LogHandlerExceptions { get; set; }

    internal SettingsOrigin Origin { get; } = new(nameof(RedoxDestinationOptions));

    SettingsOrigin ISettings.Origin => Origin;

    /// <summary>The type's name only: tokens are secrets.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxDestinationOptions);
}
