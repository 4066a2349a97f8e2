using Redox.Client.Memory;
using Redox.Client.Options;

namespace Redox.Client;

/// <summary>
/// Settings of a client. Checked when the host starts, or else at the first use: <see cref="Microsoft.Extensions.Options.OptionsValidationException"/>
/// names all faulty settings at once, and a warning in the log names unknown ones. Read once: later changes of the configuration take effect at the next start, except for the content of key files.
/// </summary>
public sealed class RedoxClientOptions : ISettings
{
    private const int MaxMessageSizeOfRedox = 40 * 1024 * 1024;

    /// <summary>The API key to authenticate with. Required.</summary>
    public RedoxCredentials Credentials { get; set; } = new();

    /// <summary>
    /// The ID (UUID) of the source that sends. Only needed where the environment has several sources. Sent as the header <c>Redox-Source-Id</c>,
    /// and as <c>Meta.Source.ID</c> in messages that name no source themselves. (Redox: "Managing source details in outgoing requests")
    /// </summary>
    public string? SourceId { get; set; }

    /// <summary>
    /// The environment that the key belongs to. When set, messages without <c>Meta.Test</c> are marked as tests in every environment except production.
    /// It does not choose the environment: the key does. Default: not set.
    /// </summary>
    public RedoxEnvironment? Environment { get; set; }

    /// <summary>Names for destinations and their IDs (UUID), so that messages can be addressed by name. Names are not case-sensitive.</summary>
    public IDictionary<string, string> Destinations { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The destination of messages that name none themselves: a name from <see cref="Destinations"/>, or an ID (UUID). Default: none; every message names its own.
    /// </summary>
    public string? DefaultDestination { get; set; }

    /// <summary>
    /// The address of the Redox API. The token endpoint follows from it, and so does the audience of the assertion.
    /// Default: <c>https://api.redoxengine.com</c>. Canada: <c>https://api.ca.redoxengine.com</c>. <c>http</c> is accepted on loopback only.
    /// A path belongs to a gateway, and Redox's own paths are appended to it: <c>https://gateway.example/redox</c> is called at <c>/redox/endpoint</c>. Therefore none of Redox's
    /// own paths is accepted here, and no path at all on Redox's own hosts.
    /// </summary>
    public Uri BaseAddress { get; set; } = new("https://api.redoxengine.com");

    /// <summary>The address of the file service. Default: <c>https://blob.redoxengine.com</c>. <c>http</c> is accepted on loopback only.</summary>
    public Uri BlobAddress { get; set; } = new("https://blob.redoxengine.com");

    /// <summary>Whether messages are checked against their definition before they are sent. Default: <see langword="true"/>.</summary>
    public bool ValidateBeforeSending { get; set; } = true;

    /// <summary>
    /// The largest message that is sent, in bytes of JSON; a larger one fails with <see cref="RedoxValidationException"/> before anything is sent.
    /// Default: 40 MB (41,943,040). Redox's pages contradict each other: 40 MB in "Quotas and constraints", 10 MB in "Error handling and responses".
    /// </summary>
    public int MaxMessageSize { get; set; } = MaxMessageSizeOfRedox;

    /// <summary>
    /// How much memory responses may use, together with the messages that the application's destinations have in memory
    /// (<c>RedoxDestinationOptions.MaxMemoryInFlight</c>), in bytes. An eighth of it is for responses alone. A response above 64 KB that finds no room waits, within the time limit of its call, until it is the only one
    /// that does. Default: 768 MB (805,306,368), for a process of 2 GB.
    /// </summary>
    public long MaxMemoryInFlight { get; set; } = MemoryLimits.DefaultTotal;

    /// <summary>The rate limit that the client enforces itself. Default: 10,000 requests in any 5 minutes.</summary>
    public RedoxRateLimitOptions RateLimit { get; set; } = new();

    internal SettingsOrigin Origin { get; } = new(nameof(RedoxClientOptions));

    internal SettingPath Path => Origin.Path;

    SettingsOrigin ISettings.Origin => Origin;
}
