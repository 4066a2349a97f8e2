namespace Redox.Client.Testing;

/// <summary>How sure it is that Redox does what the fake does.</summary>
public enum Certainty
{
    /// <summary>Seen in recorded traffic of Redox.</summary>
    Recorded,

    /// <summary>Stated by Redox's documentation.</summary>
    Documented,

    /// <summary>Neither: the likeliest behaviour, or the rule of the standard that Redox follows.</summary>
    Assumed,
}
