using System.Reflection;

namespace Redox.Client.Testing;

/// <summary>Says how sure we are of a behaviour in the <see cref="Ledger"/>.</summary>
/// <param name="certainty">How sure.</param>
/// <param name="text">What the fake does.</param>
/// <param name="source">Where the knowledge comes from: the title of Redox's page, the kind of recording, the standard; <see langword="null"/> for none.</param>
[AttributeUsage(AttributeTargets.Field)]
internal abstract class CertaintyAttribute(Certainty certainty, string text, string? source) : Attribute
{
    public Certainty Certainty => certainty;

    public string Text => text;

    public string? Source => source;

    /// <summary>Whether a reply can lean on it: <see cref="FakeBehaviour.Counts"/>.</summary>
    public bool Counts { get; init; } = true;
}

/// <summary>Seen in recorded traffic of Redox.</summary>
internal sealed class RecordedAttribute(string text, string source) : CertaintyAttribute(Certainty.Recorded, text, source);

/// <summary>Stated by Redox's documentation.</summary>
internal sealed class DocumentedAttribute(string text, string source) : CertaintyAttribute(Certainty.Documented, text, source);

/// <summary>Neither recorded nor documented: the likeliest behaviour, or the rule of the standard that Redox follows.</summary>
internal sealed class AssumedAttribute(string text, string? source = null) : CertaintyAttribute(Certainty.Assumed, text, source);

/// <summary>Points from code to the behaviours of the <see cref="Ledger"/> that it makes. On a query, an answer follows them at run time too.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed class FollowsAttribute(params Ledger[] behaviours) : Attribute
{
    public IReadOnlyList<Ledger> Behaviours => behaviours;

    public static IReadOnlyList<Ledger> Of(MethodInfo code) => code.GetCustomAttribute<FollowsAttribute>()?.Behaviours ?? [];
}
