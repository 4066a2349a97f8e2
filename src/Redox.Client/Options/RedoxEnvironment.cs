namespace Redox.Client;

/// <summary>The environment of the Redox organization that a key belongs to. (Redox: "What are environments?")</summary>
public enum RedoxEnvironment
{
    /// <summary>The sandbox: developer tools and test destinations owned by Redox.</summary>
    Development,

    /// <summary>Connected to the test systems of the organizations you exchange with.</summary>
    Staging,

    /// <summary>Real patients.</summary>
    Production,
}
