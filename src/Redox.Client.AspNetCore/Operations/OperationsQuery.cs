using System.Globalization;
using Microsoft.AspNetCore.Http;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Operations;

/// <summary>Which messages are to be listed.</summary>
internal sealed record OperationsQuery(string Destination, RedoxInboxItemState State, long After, int Count, bool ShowText)
{
    private const int UsualCount = 100;

    /// <exception cref="RefusedException">A parameter has another form.</exception>
    public static OperationsQuery Of(IQueryCollection query) => new(DestinationOf(query), StateOf(query), AfterOf(query), CountOf(query), TextOf(query));

    /// <exception cref="RefusedException">There are several.</exception>
    public static string DestinationOf(IQueryCollection query) =>
        query["destination"] is { Count: <= 1 } given ? (string?)given ?? "" : throw Refused("'destination' is given more than once.");

    /// <summary>Of a POST: it has one place for it, so that it cannot mean two.</summary>
    /// <exception cref="RefusedException">There is one.</exception>
    public static void RefuseDestination(IQueryCollection query)
    {
        if (query.ContainsKey("destination"))
        {
            throw Refused("'destination' is in the query. Put it into the body, beside \"ids\" or \"all\".");
        }
    }

    /// <exception cref="RefusedException">It is not one.</exception>
    public static long IdOf(object? value) => Number(value as string) is >= 0 and var id ? id : throw Refused("The ID is not a whole number of 64 bits.");

    private static RedoxInboxItemState StateOf(IQueryCollection query) => ((string?)query["state"])?.ToLowerInvariant() switch
    {
        null or "parked" => RedoxInboxItemState.Parked,
        "waiting" => RedoxInboxItemState.Waiting,
        "running" => RedoxInboxItemState.Running,
        _ => throw Refused("'state' is not waiting, running or parked."),
    };

    private static long AfterOf(IQueryCollection query) => (string?)query["after"] is not { } text ? 0
        : Number(text) is >= 0 and var after ? after
        : throw Refused("'after' is not an ID: use 'next' of the previous page, or leave it out for the first.");

    private static int CountOf(IQueryCollection query) => (string?)query["count"] is not { } text ? UsualCount
        : Number(text) is >= 1 and <= RedoxInboxOperations.MaxCount and var count ? (int)count
        : throw Refused($"'count' is not a number from 1 to {RedoxInboxOperations.MaxCount}.");

    private static bool TextOf(IQueryCollection query) => ((string?)query["text"])?.ToLowerInvariant() switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Refused("'text' is not true or false."),
    };

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RefusedException Refused(string text) => new(StatusCodes.Status400BadRequest, text);
}
