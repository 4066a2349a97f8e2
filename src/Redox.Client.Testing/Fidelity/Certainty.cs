namespace Redox.Client.Testing;

/// <summary>How certain it is that Redox does what the fake does.</summary>
public enum Certainty
{
    /// <summary>Seen in recorded Redox traffic.</summary>
    Recorded,

    /// <summary>Stated by Redox's documentation.</summary>
    Documented,

    /// <summary>Neither: the most likely behaviour, or the rule of the standard that Redox follows.</summary>
    Assumed,
}
