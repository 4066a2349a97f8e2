namespace Redox.Client.Testing.Tests.Setup;

/// <summary>How the tests of a room reach the fake.</summary>
public enum Transport
{
    InMemory,
    Socket,
}
