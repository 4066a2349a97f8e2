using Redox.Client.Models;

namespace Redox.Client.Tests.Docs;

/// <summary>The code of docs/sending.md.</summary>
internal static class SendingPage
{
    public static async Task SendAsync(IRedoxClient redox, SchedulingNew appointment, CancellationToken cancellationToken)
    {
        await redox.SendAsync(appointment, new RedoxCallOptions { Destinations = ["Clinic"], Timeout = TimeSpan.FromMinutes(10) }, cancellationToken);
    }
}
