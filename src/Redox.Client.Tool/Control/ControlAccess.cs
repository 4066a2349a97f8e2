using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Redox.Client.Tool.Control;

/// <summary>Who may use the control API: where there is a token, whoever has it, and else every program of this machine, but no web page in a browser on it.</summary>
internal sealed class ControlAccess(string? token)
{
    private const string Scheme = "Bearer ";

    /// <returns>The refusal; <see langword="null"/> if the request is allowed.</returns>
    public ControlResponse? Refuse(HttpRequest request)
    {
        // By posting to this address.
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && origin != $"{request.Scheme}://{request.Host}")
        {
            return ControlResponse.Refused(403, "Web pages of other origins are refused.");
        }

        if (token is not null)
        {
            return HasToken(request)
                ? null
                : ControlResponse.Refused(401, "Send the control token, as Authorization: Bearer TOKEN. It is what --control-token says, or what the program has printed at its start.") with
                {
                    Headers = [new("WWW-Authenticate", "Bearer")],
                };
        }

        // Through a host name of its own.
        return IsLoopback(request.Host.Host) ? null : ControlResponse.Refused(403, "Use the address 127.0.0.1, localhost or [::1].");
    }

    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..]), Encoding.UTF8.GetBytes(token!));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
