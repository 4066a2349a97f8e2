namespace Redox.Client.Testing;

/// <summary>A destination that messages can be sent to, as in the Redox dashboard.</summary>
/// <param name="name">The name that the exchange fills in.</param>
public sealed class RedoxFakeDestination(string name)
{
    /// <summary>The name that the exchange fills in.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>
    /// The environment of the destination. Default: that of the client, <see cref="RedoxFakeOptions.Environment"/>. A message to a destination in
    /// another environment is refused: data flows only between environments of the same type (Redox, "What are environments?").
    /// </summary>
    public RedoxEnvironment? Environment { get; init; }

    /// <summary>
    /// The data models that the client is subscribed to, such as <c>Scheduling</c>; spaces and case are ignored. A message of any other data model is refused.
    /// Default: empty, every data model is accepted.
    /// </summary>
    public ICollection<string> DataModels { get; init; } = [];
}
