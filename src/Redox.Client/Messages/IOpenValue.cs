namespace Redox.Client;

/// <summary>
/// A value of a set that Redox documents but does not close: the known values are constants of the type, any other text is allowed and kept.
/// </summary>
/// <remarks>
/// Received messages contain values outside the documented sets (a sex of <c>M</c>), and the sets grow. Values are compared
/// ordinally and case-sensitively, as they are on the wire. The default value is the empty text.
/// </remarks>
/// <typeparam name="TSelf">The type of the set.</typeparam>
public interface IOpenValue<TSelf> : IEquatable<TSelf>
    where TSelf : struct, IOpenValue<TSelf>
{
    /// <summary>The values that Redox documents, in its order.</summary>
    static abstract IReadOnlyList<TSelf> KnownValues { get; }

    /// <summary>The text on the wire; never null.</summary>
    string Value { get; }

    /// <summary>Whether this is one of <see cref="KnownValues"/>.</summary>
    bool IsKnown { get; }

    /// <summary>Creates a value from any text.</summary>
    /// <param name="value">The text on the wire.</param>
    /// <returns>The value.</returns>
    static abstract TSelf Create(string value);
}
