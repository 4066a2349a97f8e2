using System.Text.Json;
using Redox.Client.Testing;

namespace Redox.Client.Tool.Control;

/// <summary>A request as shown by <c>/__redox/journal</c>. Without headers and forms, because they contain tokens and assertions.</summary>
internal sealed record JournalEntry(
    long Number,
    DateTimeOffset ReceivedAt,
    string Method,
    string Path,
    string? Route,
    string? DataModel,
    string? EventType,
    string State,
    int? Status,
    bool Accepted,
    string? Fault,
    IEnumerable<object> Problems,
    IEnumerable<object> Behaviours,
    JsonElement? Message)
{
    public static JournalEntry Of(RecordedRequest request) => new(
        request.Number,
        request.ReceivedAt,
        request.Method,
        request.Path,
        $"{request.Route}".ToLowerInvariant() is { Length: > 0 } route ? route : null,
        request.DataModel,
        request.EventType,
        $"{request.State}",
        request.Status,
        request.Accepted,
        request.Fault,
        request.Problems.Select(problem => new { kind = $"{problem.Kind}", text = problem.Text }),
        request.Behaviours.Select(behaviour => new { id = behaviour.Id, certainty = $"{behaviour.Certainty}", text = behaviour.Text }),
        request.DataModel is not null && request.Json.ValueKind == JsonValueKind.Object ? request.Json : null);
}
