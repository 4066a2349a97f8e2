namespace Redox.Client.Testing;

/// <summary>Neither recorded nor documented: the most likely behaviour, or the rule of the standard that Redox follows.</summary>
internal sealed class AssumedAttribute(string text, string? source = null) : CertaintyAttribute(Certainty.Assumed, text, source);
