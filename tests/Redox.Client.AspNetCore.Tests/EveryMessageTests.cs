using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Redox.Client.Testing;
using Shared.Json;
using Shared.Samples;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>
/// Everything that Redox can deliver, pushed through the fake, reaches the handler of its type, over a socket and by the handler of a test server;
/// everything else reaches the fallback. A test server passes on what an application does not catch.
/// </summary>
public sealed class EveryMessageTests(EveryMessageTests.App app) : IClassFixture<EveryMessageTests.App>
{
    public static TheoryData<string> Samples => Sample.All;

    public static TheoryData<string> Events => [.. Definitions.EventNames];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_reaches_its_handler(string name) => await AssertHandledAsync(Sample.Read(name));

    [Theory]
    [MemberData(nameof(Events))]
    public async Task A_full_message_reaches_its_handler(string name) => await AssertHandledAsync(Encoding.UTF8.GetBytes(FullJson.Message(name)));

    [Fact]
    public void There_are_64_samples_and_115_events() => Assert.Equal((64, 115), (Sample.Names.Count(), Definitions.EventNames.Count()));

    [Theory]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"Teleport"}}""", "UnknownEvent UnknownMessage")]
    [InlineData("""{"Meta":{"DataModel":"Astrology","EventType":"New"},"Stars":[1]}""", "UnknownEvent UnknownMessage")]
    [InlineData("""{"Meta":{}}""", "UnknownEvent UnknownMessage")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"}""", "Unreadable ")]
    [InlineData("""{"DataModel":"Scheduling"}""", "Unreadable ")]
    [InlineData("null", "Unreadable ")]
    [InlineData("", "Unreadable ")]
    [InlineData("MSH|^~\\&|HIS", "Unreadable ")]
    public async Task Everything_else_reaches_the_fallback(string body, string expected)
    {
        foreach (var (status, seen) in await app.PushAsync(destination => destination.SendBytesAsync(Encoding.UTF8.GetBytes(body))))
        {
            Assert.Equal((200, $"{expected} {body.Length}"), (status, seen));
        }
    }

    private async Task AssertHandledAsync(byte[] body)
    {
        var meta = JObject.Parse(Encoding.UTF8.GetString(body))["Meta"]!;
        var definition = RedoxJson.FindDefinition((string?)meta["DataModel"], (string?)meta["EventType"])!;

        foreach (var (status, seen) in await app.PushAsync(destination => destination.SendJsonAsync(Encoding.UTF8.GetString(body))))
        {
            Assert.Equal((definition.Kind == MessageKind.SignOn ? 302 : 200, definition.Type.Name), (status, seen));
        }
    }

    /// <summary>One application with a handler for each event. An answer to a query is one that a real handler would have made: empty, unchecked.</summary>
    public sealed class App : IAsyncLifetime
    {
        private readonly RedoxFake _redox = RedoxFake.InMemory();
        private readonly List<TestHost> _hosts = [];
        private readonly List<PushDestination> _destinations = [];
        private volatile string? _seen;

        public async Task InitializeAsync()
        {
            foreach (var inMemory in new[] { false, true })
            {
                var host = await StartAsync(inMemory);
                _hosts.Add(host);
                _destinations.Add(host.Connect(_redox));
                _destinations[^1].UseBearer(HandMadeToken.Of(DateTimeOffset.UtcNow));
            }
        }

        public async Task DisposeAsync()
        {
            await _redox.DisposeAsync();
            Assert.DoesNotContain(_hosts, host => host.Log.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase));
            foreach (var host in _hosts)
            {
                await host.DisposeAsync();
            }
        }

        public void Note(string what) => _seen = what;

        /// <summary>What the application answered, and which handler it was, over the socket and without it.</summary>
        public async Task<IReadOnlyList<(int Status, string? Seen)>> PushAsync(Func<PushDestination, Task<PushResponse>> push)
        {
            var results = new List<(int, string?)>();
            foreach (var destination in _destinations)
            {
                _seen = null;
                results.Add(((await push(destination)).Status, _seen));
            }

            return results;
        }

        private Task<TestHost> StartAsync(bool inMemory) => TestHost.StartAsync(
            destination =>
            {
                foreach (var definition in RedoxJson.Definitions)
                {
                    Register(destination, definition);
                }

                destination.AddFallbackHandler<Fallback>();
            },
            options =>
            {
                options.SsoSecrets.Add(HandMadeToken.Secret);
                options.ValidateResponses = false;
            },
            services => services.AddSingleton(this),
            inMemory: inMemory);

        private static void Register(RedoxDestinationBuilder destination, MessageDefinition definition)
        {
            var methods = typeof(RedoxDestinationBuilder).GetMethods();
            if (definition.Kind == MessageKind.SignOn)
            {
                destination.AddSignOnHandler<SigningOn>();
            }
            else if (definition.Kind == MessageKind.Query)
            {
                var response = definition.Type.GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRedoxQuery<>)).GetGenericArguments()[0];
                methods.Single(method => method.Name == "AddQueryHandler")
                    .MakeGenericMethod(definition.Type, response, typeof(Answering<,>).MakeGenericType(definition.Type, response)).Invoke(destination, null);
            }
            else
            {
                methods.Single(method => method.Name == "AddHandler" && method.GetGenericArguments().Length == 2)
                    .MakeGenericMethod(definition.Type, typeof(Noting<>).MakeGenericType(definition.Type)).Invoke(destination, null);
            }
        }
    }

    private sealed class Noting<TMessage>(App app) : IRedoxHandler<TMessage>
        where TMessage : IRedoxMessage
    {
        public Task HandleAsync(TMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            app.Note(typeof(TMessage).Name);
            return Task.CompletedTask;
        }
    }

    private sealed class Answering<TQuery, TResponse>(App app) : IRedoxQueryHandler<TQuery, TResponse>
        where TQuery : IRedoxQuery<TResponse>
        where TResponse : IRedoxMessage, new()
    {
        public Task<TResponse> HandleAsync(TQuery query, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            app.Note(typeof(TQuery).Name);
            return Task.FromResult(new TResponse());
        }
    }

    private sealed class SigningOn(App app) : IRedoxSignOnHandler
    {
        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            app.Note(nameof(SsoSignOn));
            return Task.FromResult(new Uri("https://clinic.example/session"));
        }
    }

    private sealed class Fallback(App app) : IRedoxFallbackHandler
    {
        public Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            app.Note($"{unhandled.Reason} {unhandled.Message} {delivery.Body.Length}");
            return Task.FromResult(RedoxFallbackResult.Accept);
        }
    }
}
