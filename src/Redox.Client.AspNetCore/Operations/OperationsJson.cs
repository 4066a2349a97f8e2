using System.Text.Json.Serialization;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Operations;

/// <summary>What the endpoints read and write. Requests are read strictly: what is misspelled must not mean something else.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OperationsRequest))]
[JsonSerializable(typeof(InboxList))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(ChangedMessages))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class OperationsJson : JsonSerializerContext;

internal sealed record InboxList(IReadOnlyList<InboxNumbers> Inboxes);

internal sealed record InboxNumbers(string Destination, long Waiting, long Running, long Parked, double OldestAge)
{
    public static InboxNumbers Of(string destination, RedoxInboxCounts counts, DateTimeOffset now) =>
        new(destination, counts.Waiting, counts.Running, counts.Parked, counts.OldestReceivedAt is { } oldest ? ListedMessage.AgeAt(oldest, now) : 0);
}

internal sealed record MessageList(IReadOnlyList<ListedMessage> Messages, long? Next);

internal sealed record ListedMessage(
    long Id,
    string? LogId,
    string State,
    DateTimeOffset ReceivedAt,
    double Age,
    int Attempts,
    int Deaths,
    DateTimeOffset? RetryAt,
    DateTimeOffset? ParkedAt,
    ListedFailure? Failure,
    long Size,
    long Behind)
{
    public static ListedMessage Of(RedoxInboxItem item, DateTimeOffset now, bool showText) => new(
        item.Id,
        item.LogId,
        item.State.ToString().ToLowerInvariant(),
        item.ReceivedAt,
        AgeAt(item.ReceivedAt, now),
        item.Attempts,
        item.Deaths,
        item.RetryAt,
        item.ParkedAt,
        item.Failure is { } failure ? new ListedFailure(failure.Type, showText ? failure.Text : null) : null,
        item.Size,
        item.Behind);

    /// <summary>In seconds; a clock may have been set back.</summary>
    public static double AgeAt(DateTimeOffset receivedAt, DateTimeOffset now) => Math.Max(0, Math.Round((now - receivedAt).TotalSeconds, 3));
}

internal sealed record ListedFailure(string Type, string? Text);

internal sealed record ChangedMessages(int Count);

internal sealed record Problem(string Title, int Status, string Detail);
