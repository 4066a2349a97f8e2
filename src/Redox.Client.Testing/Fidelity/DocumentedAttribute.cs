namespace Redox.Client.Testing;

/// <summary>Stated by Redox's documentation.</summary>
internal sealed class DocumentedAttribute(string text, string source) : CertaintyAttribute(Certainty.Documented, text, source);
