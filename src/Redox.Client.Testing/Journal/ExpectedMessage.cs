using System.Globalization;
using System.Text;
using System.Text.Json;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Journal;

/// <summary>A message that a test expects: its kind, what it contains at least, and how often it arrives.</summary>
internal sealed class ExpectedMessage
{
    private const int MaxDifferences = 10;

    private readonly Func<RecordedRequest, bool>? _predicate;
    private readonly JsonElement _content;
    private readonly int _times;

    private ExpectedMessage(string dataModel, string eventType, JsonElement content, Func<RecordedRequest, bool>? predicate, int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        (DataModel, EventType, _content, _predicate, _times) = (dataModel, eventType, content, predicate, times);
    }

    private string DataModel { get; }

    private string EventType { get; }

    public static ExpectedMessage Of(string dataModel, string eventType, string? json, int times)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataModel);
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        var content = default(JsonElement);
        return json is null || JsonReading.TryParseObject(Encoding.UTF8.GetBytes(json), out content)
            ? new(dataModel, eventType, content, null, times)
            : throw new ArgumentException("The text is not one JSON object. Pass the members that the message must have.", nameof(json));
    }

    public static ExpectedMessage Of<TMessage>(TMessage? like, int times)
        where TMessage : RedoxMessage, new()
    {
        var (dataModel, eventType) = RedoxRequests.EventOf<TMessage>();
        return Of(dataModel, eventType, like is null ? null : RedoxJson.Serialize(like), times);
    }

    public static ExpectedMessage Of<TMessage>(Func<TMessage, bool> predicate, int times)
        where TMessage : RedoxMessage, new()
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var (dataModel, eventType) = RedoxRequests.EventOf<TMessage>();
        return new(dataModel, eventType, default, request => predicate(request.Read<TMessage>()), times);
    }

    public IReadOnlyList<RecordedRequest> Matching(RedoxRequests requests) =>
        [.. requests.ReceivedOf(DataModel, EventType).Where(request => !Differences(request).Any() && (_predicate?.Invoke(request) ?? true))];

    /// <summary>Why the expectation is not met, on several lines; <see langword="null"/> if it is.</summary>
    public string? Unmet(RedoxRequests requests)
    {
        var matching = Matching(requests);
        if (matching.Count == _times)
        {
            return null;
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Expected {Count(_times)}: {DataModel}.{EventType}{Condition()}. Received {Count(matching.Count)}.");
        if (matching.Count > _times)
        {
            matching.ToList().ForEach(request => text.AppendLine().Append("  ").Append(request));
        }
        else
        {
            Explain(text, [.. requests.Messages.Where(request => request.Is(DataModel, EventType)).Except(matching)]);
        }

        return text.ToString();
    }

    private void Explain(StringBuilder text, IReadOnlyList<RecordedRequest> candidates)
    {
        if (candidates.MinBy(request => Differences(request).Count()) is not { } closest)
        {
            text.AppendLine().Append("  No other message of that kind has arrived.");
            return;
        }

        text.AppendLine().Append(CultureInfo.InvariantCulture, $"  Closest is {closest}");
        List<string> lines = [.. closest.Accepted ? [] : (string[])["it was not accepted"], .. Differences(closest)];
        if (lines.Count == 0)
        {
            lines.Add("the test's condition is false for it");
        }

        lines.Take(MaxDifferences).ToList().ForEach(line => text.AppendLine().Append("      ").Append(line));
        if (lines.Count > MaxDifferences)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"      and {lines.Count - MaxDifferences} more");
        }
    }

    private IEnumerable<string> Differences(RecordedRequest request) => request.BodyHash is null
        ? JsonDifferences.Find(_content, request.Json)
        : _content.ValueKind == JsonValueKind.Undefined ? [] : ["its body was too large to keep"];

    private string Condition() => _predicate is not null ? " that meets the test's condition" : _content.ValueKind == JsonValueKind.Undefined ? "" : " with the given content";

    private static string Count(int times) => times switch { 0 => "none", 1 => "one", _ => $"{times}" };
}
