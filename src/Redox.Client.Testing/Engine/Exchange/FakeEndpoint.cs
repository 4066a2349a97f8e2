using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>Handles a request to an endpoint, and writes down what it finds.</summary>
internal delegate FakeResponse EndpointHandler(FakeRequest request, RequestRecord entry);

/// <summary>A row of the <see cref="EndpointTable"/>.</summary>
/// <param name="method">The HTTP verb, in capitals.</param>
/// <param name="path">The path, compared in any case, with or without a slash at its end.</param>
/// <param name="route">The part of the exchange that it belongs to: in the journal, and for faults.</param>
/// <param name="credential">How its requests say which client sent them.</param>
/// <param name="follows">The source of the endpoint itself; its handler has sources of its own.</param>
/// <param name="createHandler">Creates the handler of one client.</param>
internal sealed class FakeEndpoint(string method, string path, FakeRoute route, Credential credential, Ledger follows, Func<TenantExchange, EndpointHandler> createHandler)
{
    public string Method => method;

    public string Path => path;

    public FakeRoute Route => route;

    public Credential Credential => credential;

    public Ledger Follows => follows;

    public EndpointHandler CreateHandler(TenantExchange tenant) => createHandler(tenant);

    /// <summary>Verb and path: <c>POST /endpoint</c>.</summary>
    public override string ToString() => $"{method} {path}";
}
