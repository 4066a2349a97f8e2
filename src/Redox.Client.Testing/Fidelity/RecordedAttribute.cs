namespace Redox.Client.Testing;

/// <summary>Seen in recorded Redox traffic.</summary>
internal sealed class RecordedAttribute(string text, string source) : CertaintyAttribute(Certainty.Recorded, text, source);
