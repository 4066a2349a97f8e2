using Redox.Client.Testing;

namespace Redox.Client.Tool.Control.Faults;

/// <summary>A fault that the program offers.</summary>
/// <param name="Name">Its name in the library.</param>
/// <param name="Create">Creates it from the members of the order.</param>
/// <param name="Members">The members that it takes, besides those of every order.</param>
internal sealed record FaultKind(string Name, Func<ControlBody, HeldRequests, Fault> Create, params string[] Members)
{
    public FaultKind(string name, Fault fault)
        : this(name, (_, _) => fault)
    {
    }

    public FaultKind(string name, Func<ControlBody, Fault> create, params string[] members)
        : this(name, (body, _) => create(body), members)
    {
    }
}
