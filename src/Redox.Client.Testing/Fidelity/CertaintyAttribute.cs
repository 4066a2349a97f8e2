namespace Redox.Client.Testing;

/// <summary>Says how certain we are of a behaviour in the <see cref="Ledger"/>.</summary>
/// <param name="certainty">How certain.</param>
/// <param name="text">What the fake does.</param>
/// <param name="source">The source of the knowledge: the title of Redox's page, the kind of recording, the standard; <see langword="null"/> for none.</param>
[AttributeUsage(AttributeTargets.Field)]
internal abstract class CertaintyAttribute(Certainty certainty, string text, string? source) : Attribute
{
    public Certainty Certainty => certainty;

    public string Text => text;

    public string? Source => source;

    /// <summary>Whether a response can depend on it: <see cref="FakeBehaviour.Counts"/>.</summary>
    public bool Counts { get; init; } = true;
}
