using Redox.Client.Testing;

namespace Redox.Client.Tool.Control.Faults;

/// <summary>The fault <c>Response</c>: any response at all, in place of the exchange's.</summary>
internal static class ResponseOrder
{
    private const string Json = "application/json; charset=utf-8";
    private const string NameCharacters = "!#$%&'*+-.^_`|~";

    // What depends on the body is set by the server.
    private static readonly string[] Reserved = ["Content-Type", "Content-Length", "Transfer-Encoding", "Connection"];

    public static readonly string[] Members = ["status", "body", "contentType", "headers"];

    public static Fault Create(ControlBody order)
    {
        var status = order.Integer("status", 200, 599) ?? throw new HostException("Response needs status, a number from 200 to 599.");
        var body = order.Content("body") ?? "";
        if (status is 204 or 205 or 304 && body.Length > 0)
        {
            throw new HostException($"body has to be empty: a response with status {status} has none.");
        }

        var contentType = order.Text("contentType") ?? Json;
        ThrowIfInvalid("contentType", contentType);
        var headers = order.Texts("headers").ToList();
        foreach (var (name, value) in headers)
        {
            if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new HostException($"headers has {name}, which the fake sets itself; contentType is a member of its own.");
            }

            if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || NameCharacters.Contains(character, StringComparison.Ordinal)))
            {
                throw new HostException($"headers has '{name}', which is not the name of a header.");
            }

            ThrowIfInvalid($"headers.{name}", value);
        }

        return Fault.Response(status, body, contentType, headers);
    }

    private static void ThrowIfInvalid(string name, string value)
    {
        if (!value.All(character => character is >= ' ' and <= '~'))
        {
            throw new HostException($"{name} has a character that a header cannot carry; use ASCII without line breaks.");
        }
    }
}
