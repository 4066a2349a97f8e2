namespace Redox.Client.Testing.Engine;

/// <summary>
/// Says how sure we are that Redox behaves as the marked code does. Every behaviour of the engine that shows on the wire carries one of the
/// three marks below, so that a search for them lists what a green test proves and what it does not.
/// </summary>
/// <param name="source">Where the knowledge comes from: the title of Redox's page, the kind of recording, or the reason for assuming it.</param>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal abstract class FidelityAttribute(string source) : Attribute
{
    public string Source { get; } = source;
}

/// <summary>Seen in recorded traffic of Redox.</summary>
internal sealed class RecordedAttribute(string source) : FidelityAttribute(source);

/// <summary>Stated by Redox's documentation.</summary>
internal sealed class DocumentedAttribute(string source) : FidelityAttribute(source);

/// <summary>Neither recorded nor documented: the likeliest behaviour, or the rule of the standard that Redox follows.</summary>
internal sealed class AssumedAttribute(string source) : FidelityAttribute(source);
