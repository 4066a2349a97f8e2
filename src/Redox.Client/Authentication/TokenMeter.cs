using System.Diagnostics;
using System.Diagnostics.Metrics;
using Redox.Client.Telemetry;

namespace Redox.Client.Authentication;

/// <summary>The metric of token requests.</summary>
internal static class TokenMeter
{
    private static readonly Counter<long> Requests = ClientTelemetry.Meter.CreateCounter<long>("redox.client.token.requests", "{request}", "Requests for access tokens.");

    public static void Requested(Uri? server, int? status, string? error)
    {
        if (Requests.Enabled)
        {
            TagList tags = new() { { ClientTelemetry.Server, server?.Host } };
            ClientTelemetry.AddOutcome(ref tags, status, error);
            Requests.Add(1, tags);
        }
    }
}
