using Redox.Client.Testing.Engine.Exchange;
using Redox.Client.Tool.Control.Faults;

namespace Redox.Client.Tool.Control;

/// <summary>The text at <c>/__redox</c>: the fake, the calls with the bodies they take, the faults, and the endpoints of the exchange.</summary>
internal static class Overview
{
    private static readonly string Bodies = string.Join('\n', ControlTable.All.Where(call => call.Body.Length > 0).Select(call => $"  {call}\n    {call.Body}"));

    private static readonly string Endpoints = string.Join('\n', EndpointTable.All.Select(endpoint => $"{endpoint.ToString(),-24} {$"{endpoint.Route}".ToLowerInvariant()}"));

    public static string Of(RunningFake running) =>
        $$"""
        A fake Redox exchange ({{Product.Version}})

        {{Introduction.Lines(running)}}

        Calls
        {{ControlTable.Lines}}

        Bodies, for example
        {{Bodies}}

        Faults, each with what it takes besides {{string.Join(", ", FaultOrder.Members)}}
        {{FaultKinds.Lines}}

        Endpoints of the exchange, each with its route:
        {{Endpoints}}

        Guide: {{Product.Guide}}
        """;
}
