using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.Testing;
using Shared.Json;
using Shared.Samples;

namespace Repository.Tests.Coverage;

/// <summary>Finds out by doing: each event is read, sent by the client to the fake, and its answer looked at.</summary>
internal sealed class EventCoverage : IAsyncDisposable
{
    private static readonly MethodInfo QueryAsync = typeof(IRedoxClient).GetMethods()
        .Single(method => method.Name == nameof(IRedoxClient.QueryAsync) && method.GetParameters().Length == 2);

    // What no sent message can tell: advice on orders, and the meaning of texts.
    private static readonly string[] Undecided = ["Clinical Decisions", "Enrichment"];

    private readonly RedoxFake _fake = RedoxFake.InMemory();
    private readonly ServiceProvider _services;

    public EventCoverage()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddRedoxClient(_ => { });
        services.UseRedoxFake(_fake);
        _services = services.BuildServiceProvider();
    }

    private IRedoxClient Client => _services.GetRequiredService<IRedoxClient>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _fake.DisposeAsync();
    }

    /// <summary>A row of the table, as Markdown.</summary>
    public async Task<string> RowAsync(MessageDefinition definition)
    {
        var message = ((RedoxMessage)RedoxJson.Parse(FullJson.Message($"{definition}"))).To("af394f14-b34a-464f-8d24-895f370af4c9");
        var (sent, answered) = message switch
        {
            IRedoxEvent happening => (await SendAsync(happening), ""),
            _ when definition.Kind == MessageKind.Query => ("yes", await AskAsync(message)),
            _ => ("", ""),
        };
        var builder = definition.Type.GetNestedType("Builder") is null ? "" : "yes";
        return $"| {definition} | {Words(definition.Kind)} | `{definition.Type.Name}` | {builder} | {Samples(definition)} | {sent} | {answered} |";
    }

    private async Task<string> SendAsync(IRedoxEvent message)
    {
        await Client.SendAsync(message);
        var received = _fake.Requests.Messages[^1];
        Assert.Equal((message.Meta.DataModel, message.Meta.EventType, true), (received.DataModel, received.EventType, received.Accepted));
        return "yes";
    }

    private async Task<string> AskAsync(RedoxMessage query)
    {
        var answerType = query.GetType().GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRedoxQuery<>)).GetGenericArguments()[0];
        var call = (Task)QueryAsync.MakeGenericMethod(answerType).Invoke(Client, [query, CancellationToken.None])!;
        try
        {
            await call;
        }
        catch (RedoxRejectedException rejected)
        {
            // It looked for the document of that number and has none.
            Assert.Equal(200, (int?)rejected.StatusCode);
        }

        return Undecided.Contains(query.Meta.DataModel) ? "empty" : "from its data";
    }

    private static string Samples(MessageDefinition definition)
    {
        var count = Sample.Names.Count(name => RedoxJson.Parse(Sample.Read(name)).GetType() == definition.Type);
        return count == 0 ? "" : $"{count}";
    }

    private static string Words(MessageKind kind) => kind switch
    {
        MessageKind.NotificationOrWriteback => "notification, write back",
        MessageKind.Writeback => "write back",
        MessageKind.QueryResponse => "response",
        MessageKind.SignOn => "sign-on",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
