namespace Redox.Client.Tool.Control;

/// <summary>Answers a call of the control API.</summary>
internal delegate ValueTask<ControlResponse> ControlHandler(ControlRequest request);

/// <summary>A row of the <see cref="ControlTable"/>.</summary>
/// <param name="Method">The HTTP verb, in capitals. HEAD is answered where GET is.</param>
/// <param name="Path">The path below <see cref="ControlEndpoint.Path"/>.</param>
/// <param name="Does">What it does, for the overview, the help and the guide.</param>
/// <param name="Handle">Does it.</param>
internal sealed record ControlCall(string Method, string Path, string Does, ControlHandler Handle)
{
    public ControlCall(string method, string path, string does, Func<ControlRequest, ControlResponse> handle)
        : this(method, path, does, request => ValueTask.FromResult(handle(request)))
    {
    }

    public ControlCall(string method, string path, string does, Action<RunningFake> act)
        : this(method, path, does, request =>
        {
            act(request.Running);
            return ControlResponse.Done;
        })
    {
    }

    /// <summary>An example of the body that it takes; empty if it takes none.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether it is for probes, which have no token, use any host name, and ask before the fake is ready.</summary>
    public bool IsProbe { get; init; }

    /// <summary>Verb and path: <c>POST /__redox/reset</c>.</summary>
    public override string ToString() => $"{Method} {ControlEndpoint.Path}{Path}";
}
