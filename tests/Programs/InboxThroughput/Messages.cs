using System.Security.Cryptography;
using System.Text;
using Redox.Client.Receiving;

namespace InboxThroughput;

/// <summary>Messages of 2 KB.</summary>
internal static class Messages
{
    public const int Senders = 64;
    public const string Slow = "slow";
    public const string Hot = "hot";

    // A handful for each patient.
    private const int MessagesOfKey = 10;

    /// <summary>The first key that is claimed.</summary>
    public static string FirstKey { get; } = new('0', 32);

    /// <summary>Keys for so many messages.</summary>
    public static Func<int, string?> Keys(int messages)
    {
        var keys = Math.Max(1, messages / MessagesOfKey);
        return number => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number % keys)))[..32];
    }

    public static string? NoKey(int number) => null;

    public static RedoxInboxMessage Create(string? key, string visit = "1")
    {
        var logId = $"{Guid.NewGuid()}";
        return new() { Destination = "", LogId = logId, Key = key, ReceivedAt = DateTimeOffset.UtcNow, Body = Body(logId, visit) };
    }

    public static byte[] Body(string logId, string visit) => Encoding.UTF8.GetBytes(
        $$$"""{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{logId}}}"}]},"Visit":{"VisitNumber":"{{{visit}}}","Reason":"{{{new string('x', 1900)}}}"}}""");

    public static Task StoreAsync(IRedoxInbox inbox, int messages, int senders, Func<int, RedoxInboxMessage> create, Count? stored = null) => Parallel.ForEachAsync(
        Enumerable.Range(0, messages),
        new ParallelOptions { MaxDegreeOfParallelism = senders },
        async (number, cancellationToken) =>
        {
            await inbox.StoreAsync(create(number), cancellationToken);
            stored?.Add();
        });

    /// <summary>Stores what a measurement begins with: as fast as it can be done.</summary>
    public static async Task FillAsync(Inbox inbox, int messages, Func<int, RedoxInboxMessage> create)
    {
        await using var application = new Application(inbox.WithoutFlush());
        await StoreAsync(application.Inbox, messages, Senders, create);
    }
}
