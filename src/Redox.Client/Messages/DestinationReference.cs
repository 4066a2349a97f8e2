using Redox.Client.Models;

namespace Redox.Client.Messages;

/// <summary>Turns a caller's text for a destination into a reference: IDs are UUIDs, everything else is a name that the client looks up.</summary>
internal static class DestinationReference
{
    internal static SystemReference Of(string destination)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(destination);
        return Guid.TryParseExact(destination, "D", out _) ? new SystemReference { ID = destination } : new SystemReference { Name = destination };
    }
}
