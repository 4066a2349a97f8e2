using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Redox.Client.Tests.Setup;

/// <summary>Stands in for the network: records what arrives and answers as told. By default every token is given and every event accepted.</summary>
internal sealed class Exchange : HttpMessageHandler
{
    public const string Accepted = """{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"log-1","AttemptID":"attempt-1"}],"Destinations":[{"ID":"d1","Name":"General Hospital"}]}}""";

    private readonly ConcurrentQueue<Arrived> _tokenRequests = new();
    private readonly ConcurrentQueue<Arrived> _messages = new();
    private int _tokens;

    /// <summary>A request and the bytes that came with it.</summary>
    public sealed record Arrived(HttpMethod Method, Uri Address, string? Authorization, string? ContentType, IReadOnlyDictionary<string, string> Headers, string Body);

    public IReadOnlyList<Arrived> TokenRequests => [.. _tokenRequests];

    public IReadOnlyList<Arrived> Messages => [.. _messages];

    public Func<int, CancellationToken, Task<HttpResponseMessage>> OnToken { get; set; } = (number, _) => Task.FromResult(Token($"token-{number}"));

    public Func<int, CancellationToken, Task<HttpResponseMessage>> OnMessage { get; set; } = (_, _) => Task.FromResult(Json(Accepted));

    /// <summary>Answers the messages in turn, the last answer standing for all that follow.</summary>
    public void Answer(params Func<HttpResponseMessage>[] answers) =>
        OnMessage = (number, _) => Task.FromResult(answers[Math.Min(number, answers.Length) - 1]());

    public static HttpResponseMessage Token(string value, int life = 300) =>
        Json($$"""{"access_token":"{{value}}","token_type":"Bearer","expires_in":{{life}}}""");

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => Text(body, "application/json", status);

    public static HttpResponseMessage Text(string body, string mediaType, HttpStatusCode status) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var arrived = new Arrived(
            request.Method,
            request.RequestUri!,
            request.Headers.Authorization?.ToString(),
            request.Content!.Headers.ContentType?.ToString(),
            request.Headers.ToDictionary(header => header.Key, header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase),
            await request.Content.ReadAsStringAsync(cancellationToken));

        if (arrived.Address.AbsolutePath.Contains("/auth/", StringComparison.Ordinal))
        {
            _tokenRequests.Enqueue(arrived);
            return await OnToken(Interlocked.Increment(ref _tokens), cancellationToken);
        }

        _messages.Enqueue(arrived);
        return await OnMessage(_messages.Count, cancellationToken);
    }
}
