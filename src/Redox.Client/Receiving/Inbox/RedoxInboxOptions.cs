using Redox.Client.Options;
using Redox.Client.Storage;

namespace Redox.Client.Receiving;

/// <summary>
/// How the messages of an inbox are handled. Read once, from the section <c>Inbox</c> of the destination and from code, which wins. Checked when the host starts:
/// <see cref="Microsoft.Extensions.Options.OptionsValidationException"/> names all faulty settings at once, and a warning those that nothing reads.
/// </summary>
public sealed class RedoxInboxOptions : ISettings
{
    private static readonly TimeSpan MaxWaitForStore = TimeSpan.FromSeconds(30);

    /// <summary>Which messages are handled in order. Default: <see cref="InboxKey.Destination"/>, all of them, as in Redox's own queue.</summary>
    public InboxKey Key { get; set; } = InboxKey.Destination;

    /// <summary>
    /// The types of patients' identifiers (<c>Patient.Identifiers[].IDType</c>) that may be the key with <see cref="InboxKey.Patient"/>, compared exactly, so in the case in which they come. At least
    /// one. Default: <c>MR</c>.
    /// </summary>
    public IList<string> KeyIdentifierTypes { get; } = [];

    /// <summary>
    /// A secret of at least 32 characters, the same in all processes that share the inbox. Keys are stored as HMAC-SHA-256 with it, until the message is handled. Set it when the
    /// database is read by people who may not know which patients have messages. Default: none; then a known identifier can be recognised.
    /// </summary>
    public string? KeySecret { get; set; }

    /// <summary>How many messages with different keys one process handles concurrently. From 1 to 1,000. Default: 8.</summary>
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>
    /// How long a claim of a message lasts unless it is extended: after that long without a sign of life of the process that handles it, another process may take it over. From 3
    /// seconds to an hour. Default: 30 seconds.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often claims are extended. More than zero, and at most half of <see cref="Lease"/>. Default: 10 seconds.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait after the first failed attempt; doubled after each further failure. More than zero, up to a day. Default: 2 seconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest wait between two attempts: <see cref="RetryDelay"/> or more, up to a day. Default: 2 minutes, about as long as Redox itself waits (Redox: "Error handling and
    /// responses").
    /// </summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// After how many failed attempts a message is parked: kept, but set aside, so that the next one gets its turn. At least 1. Default: <see langword="null"/>, never. Then a
    /// message that always fails holds up all that follow with its key: no message is skipped unless you say so.
    /// </summary>
    public int? MaxAttempts { get; set; }

    /// <summary>
    /// After how many deaths of the process during its handling a message is parked, even without <see cref="MaxAttempts"/>: a message that kills its process
    /// would otherwise kill every process that is started later. Counted separately from failed attempts. At least 1. Default: 5.
    /// </summary>
    public int MaxDeaths { get; set; } = 5;

    /// <summary>
    /// How long a handler may take. At the limit its token is cancelled, and if it then ends with an exception, the attempt has failed. Until it returns, its place
    /// among the concurrently handled messages stays occupied. More than zero, up to a day. Default: <see langword="null"/>, no limit; handlers that take longer than 1, 5, 15, 30, 60 ...
    /// minutes are logged as warnings.
    /// </summary>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>
    /// How long the log ID of a handled message is remembered, so that the same message is not stored again. Only time in which the application runs counts.
    /// More than zero, up to 10 years. Default: 7 days.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>After how long a parked message is discarded, by the clock of the process, but not in the first hour after its start: its body is deleted. More than zero, up to 10 years. Default: <see langword="null"/>, never.</summary>
    public TimeSpan? MaxParkedAge { get; set; }

    /// <summary>
    /// Whether the text of the exception is stored when an attempt fails, beside its type. It may quote the message, and is deleted with it. Default: <see langword="false"/>.
    /// </summary>
    public bool KeepFailureText { get; set; }

    /// <summary>
    /// Whether bodies are protected by the registered <see cref="IRedoxDataProtector"/> while they are in the inbox. Can be changed at any time: bodies that were stored before are still
    /// read, as long as the protector is registered. Not together with <see cref="KeepFailureText"/>. Default: <see langword="false"/>.
    /// </summary>
    public bool ProtectBodies { get; set; }

    internal SettingsOrigin Origin { get; } = new(nameof(RedoxInboxOptions));

    SettingsOrigin ISettings.Origin => Origin;

    /// <summary>The wait after a number of failed attempts.</summary>
    internal TimeSpan WaitAfter(int attempts) => RetryWaits.After(attempts, RetryDelay, MaxRetryDelay);

    /// <summary>The wait after the store has failed so often. Not as long as one after a message has: nothing is handled meanwhile.</summary>
    internal TimeSpan WaitForStore(int failures) => WaitAfter(failures) is var wait && wait < MaxWaitForStore ? wait : MaxWaitForStore;

    /// <summary>The types of identifiers that may be a key.</summary>
    internal IReadOnlyList<string> IdentifierTypes => KeyIdentifierTypes.Count > 0 ? [.. KeyIdentifierTypes] : ["MR"];
}
