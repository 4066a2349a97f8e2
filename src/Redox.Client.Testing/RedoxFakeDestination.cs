namespace Redox.Client.Testing;

/// <summary>A destination that messages can be sent to, as in the Redox dashboard.</summary>
/// <param name="name">Its name, which the exchange fills in.</param>
public sealed class RedoxFakeDestination(string name)
{
    /// <summary>Its name, which the exchange fills in.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>
    /// The environment it is in. Default: the client's own, <see cref="RedoxFakeOptions.Environment"/>. A message to a destination in another
    /// one is refused: data flows only between environments of the same type (Redox, "What are environments?").
    /// </summary>
    public RedoxEnvironment? Environment { get; init; }

    /// <summary>
    /// The data models that the client is subscribed to, such as <c>Scheduling</c>; spaces and case do not count. A message of any other is refused.
    /// Default: none named, every data model is taken.
    /// </summary>
    public ICollection<string> DataModels { get; init; } = [];
}
