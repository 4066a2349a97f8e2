namespace Redox.Client.Receiving;

/// <summary>
/// Which messages of a destination are handled in order: those with the same key, one at a time, on all machines together. Messages with different keys do not wait for one another.
/// </summary>
public sealed class InboxKey
{
    private InboxKey(string name, Func<RedoxMessage, string?>? select = null) => (Name, Select) = (name, select);

    /// <summary>All messages of the destination, as in Redox's own queue. The default.</summary>
    public static InboxKey Destination { get; } = new(nameof(Destination));

    /// <summary>
    /// The messages of one patient: the first of <c>Patient.Identifiers</c> whose type is one of <see cref="RedoxInboxOptions.KeyIdentifierTypes"/>. Messages without one
    /// have the key of the destination. PatientMerge and VisitMerge, which name two, and messages that cannot be read wait for all earlier messages of the destination, and
    /// all later ones wait for them.
    /// </summary>
    public static InboxKey Patient { get; } = new(nameof(Patient));

    /// <summary>The messages of one visit: <c>Visit.VisitNumber</c>. Otherwise as <see cref="Patient"/>.</summary>
    public static InboxKey Visit { get; } = new(nameof(Visit));

    /// <summary>No order: a message waits for no other.</summary>
    public static InboxKey None { get; } = new(nameof(None));

    internal string Name { get; }

    internal Func<RedoxMessage, string?>? Select { get; }

    /// <summary>A key of your own, from the whole message, which is then read before it is stored.</summary>
    /// <param name="select">
    /// Computes the key, always the same for the same message. <see langword="null"/> or an empty string is the key of the destination. A message that cannot be read, and one for
    /// which this throws, waits for all earlier messages, and all later ones wait for it.
    /// </param>
    /// <returns>The key.</returns>
    public static InboxKey From(Func<RedoxMessage, string?> select)
    {
        ArgumentNullException.ThrowIfNull(select);
        return new("From", select);
    }

    /// <summary>The name of the key.</summary>
    /// <returns>For example <c>Patient</c>.</returns>
    public override string ToString() => Name;
}
