using System.Text.Json.Serialization;

namespace Redox.Client.Tests.Serialization;

/// <summary>Sex.</summary>
/// <remarks>Known values: Female, Male, Nonbinary, Other, Unknown. Any other text is allowed and kept.</remarks>
[JsonConverter(typeof(OpenValueConverter<Sex>))]
public readonly record struct Sex : IOpenValue<Sex>
{
    private readonly string? _value; // null for the empty text, so that it equals the default value

    /// <summary>Makes a value of any text.</summary>
    /// <param name="value">The text on the wire.</param>
    public Sex(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value.Length == 0 ? null : value;
    }

    /// <summary>Female.</summary>
    public static Sex Female => new("Female");

    /// <summary>Male.</summary>
    public static Sex Male => new("Male");

    /// <summary>Nonbinary.</summary>
    public static Sex Nonbinary => new("Nonbinary");

    /// <summary>Other.</summary>
    public static Sex Other => new("Other");

    /// <summary>Unknown.</summary>
    public static Sex Unknown => new("Unknown");

    /// <inheritdoc/>
    public static IReadOnlyList<Sex> KnownValues { get; } = [Female, Male, Nonbinary, Other, Unknown];

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public bool IsKnown => KnownValues.Contains(this);

    /// <summary>Makes a value of any text.</summary>
    /// <param name="value">The text on the wire.</param>
    public static implicit operator Sex(string value) => new(value);

    static Sex IOpenValue<Sex>.Create(string value) => new(value);

    /// <summary>The text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value;
}
