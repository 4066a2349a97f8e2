using System.Runtime.InteropServices;
using System.Text.Json;
using Redox.Client.Testing.Data;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.Queries;

namespace Redox.Client.Testing;

/// <content>Responses written by the test that replace those from <see cref="Data"/>.</content>
public abstract partial class RedoxTenant
{
    /// <summary>
    /// Answers a query with a message: <c>redox.Reply((PatientSearchQuery query) => new PatientSearchResponse { ... })</c>. The latest scripted
    /// response that matches and is not exhausted takes precedence over the data. The exchange sets data model, event type, source, destinations and logs in <c>Meta</c>;
    /// everything else in <c>Meta</c> is sent as given.
    /// </summary>
    /// <typeparam name="TQuery">The query.</typeparam>
    /// <typeparam name="TResponse">The response that belongs to it.</typeparam>
    /// <param name="answer">Creates the response. Several requests may call it at the same time. When it throws, the response is 500 and the journal says so.</param>
    /// <param name="when">Selects the queries that it answers. Default: all of that type.</param>
    /// <param name="times">How many queries it answers. Default: any number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is below one.</exception>
    public void Reply<TQuery, TResponse>(Func<TQuery, TResponse> answer, Func<TQuery, bool>? when = null, int? times = null)
        where TQuery : IRedoxQuery<TResponse>
        where TResponse : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(answer);
        AddReply(query => Members(RedoxJson.Serialize(answer(query))), when, times);
    }

    /// <summary>Answers a query with JSON created for it, for responses that no type can represent. Otherwise like <see cref="Reply{TQuery, TResponse}"/>.</summary>
    /// <typeparam name="TQuery">The query.</typeparam>
    /// <param name="json">Creates the text of one JSON object, with or without <c>Meta</c>.</param>
    /// <param name="when">Selects the queries that it answers. Default: all of that type.</param>
    /// <param name="times">How many queries it answers. Default: any number.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TQuery"/> is not a query.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is below one.</exception>
    public void Reply<TQuery>(Func<TQuery, string> json, Func<TQuery, bool>? when = null, int? times = null)
        where TQuery : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(json);
        AddReply(query => Members(json(query)), when, times);
    }

    /// <summary>Answers a query with JSON: nulls, unknown members and unexpected kinds of values as given. Otherwise like <see cref="Reply{TQuery, TResponse}"/>.</summary>
    /// <typeparam name="TQuery">The query.</typeparam>
    /// <param name="json">The text of one JSON object, with or without <c>Meta</c>.</param>
    /// <param name="when">Selects the queries that it answers. Default: all of that type.</param>
    /// <param name="times">How many queries it answers. Default: any number.</param>
    /// <exception cref="ArgumentException">The text is not a JSON object, or <typeparamref name="TQuery"/> is not a query.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is below one.</exception>
    public void Reply<TQuery>(string json, Func<TQuery, bool>? when = null, int? times = null)
        where TQuery : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(json);
        _ = JsonSeed.Parse(json) ?? throw new ArgumentException("The text is not one JSON object. Pass the response with or without Meta.", nameof(json));
        AddReply<TQuery>(_ => Members(json), when, times);
    }

    /// <summary>
    /// Answers a query with an error in <c>Meta.Errors</c>, as Redox does when the destination fails: with status 400 of type <c>transmission</c>
    /// (recorded), with status 200 of type <c>query</c> (Redox, "HTTP status codes"), both of module <c>Send</c>.
    /// </summary>
    /// <typeparam name="TQuery">The query.</typeparam>
    /// <param name="text">The error's <c>Text</c>. Default: a text recorded with that status.</param>
    /// <param name="status">The HTTP status, 400 or 200.</param>
    /// <param name="when">Selects the queries that it answers. Default: all of that type.</param>
    /// <param name="times">How many queries it answers. Default: any number.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TQuery"/> is not a query.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is below one, or <paramref name="status"/> neither 400 nor 200.</exception>
    public void ReplyErrors<TQuery>(string? text = null, int status = 400, Func<TQuery, bool>? when = null, int? times = null)
        where TQuery : IRedoxMessage
    {
        var usual = status switch
        {
            400 => MessageError.SearchRefused,
            200 => MessageError.NothingFound,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Redox answers a destination's error with 400 or 200."),
        };
        AddReply<TQuery>(_ => QueryResult.Refused(usual with { Text = text ?? usual.Text }), when, times);
    }

    private void AddReply<TQuery>(Func<TQuery, QueryResult> answer, Func<TQuery, bool>? when, int? times)
        where TQuery : IRedoxMessage
    {
        if (times is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(times));
        }

        var query = RedoxJson.Definitions.FirstOrDefault(definition => definition.Type == typeof(TQuery) && definition.Kind == MessageKind.Query)
            ?? throw new ArgumentException($"{typeof(TQuery).Name} is not a query. Name the type of the query, such as PatientSearchQuery.", nameof(TQuery));
        Data.Replies.Add(new(
            $"{query}".Replace(" ", "", StringComparison.Ordinal),
            message => when is null || when(Read<TQuery>(message)),
            message => answer(Read<TQuery>(message)),
            times));
    }

    private static TQuery Read<TQuery>(MessageEnvelope message)
        where TQuery : IRedoxMessage =>
        (TQuery)RedoxJson.Parse(JsonMarshal.GetRawUtf8Value(message.Message));

    private static QueryResult Members(string json) => new(JsonSeed.Parse(json) ?? throw new JsonException("The response is not one JSON object."));
}
