using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Handlers that query Redox while their messages hold the memory that messages may use.</summary>
public sealed class CallingHandlerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20); // So that a test that fails ends.

    private readonly TaskCompletionSource _allAreThere = new();
    private Task _mayRespond = Task.CompletedTask;

    [Theory]
    [InlineData(13_300, 4, 3_000)]
    [InlineData(3_000, 20, 3_000)]
    [InlineData(400, 100, 3_000)]
    [InlineData(13_300, 4, 15_000)]
    public async Task Responses_to_handlers_find_room_however_much_messages_hold(int values, int messages, int valuesOfResponse)
    {
        await using var app = Application(valuesOfResponse);

        var replies = Enumerable.Range(0, messages).Select(_ => app.PostAsync(Message(values))).ToList();
        _allAreThere.SetResult();

        Assert.All(await Task.WhenAll(replies).WaitAsync(Limit), reply => Assert.Equal(200, reply.StatusCode));
        Assert.Equal(messages, app.Journal.Count);
    }

    [Fact]
    public async Task Call_that_ends_while_its_response_waits_for_room_names_the_memory()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = Application(valuesOfResponse: 1, bytesOfResponse: 1_200_000);
        var client = app.Services.GetRequiredService<IRedoxClient>();
        await client.QueryAsync(TestApp.Search()).WaitAsync(Limit); // Now there is a token, and nothing else to wait for.
        var handled = new[] { app.PostAsync(Message(13_300)), app.PostAsync(Message(10_000)) };
        _mayRespond = mayEnd.Task;
        var first = client.QueryAsync(TestApp.Search(), new RedoxCallOptions { Timeout = TimeSpan.FromMinutes(1) }); // There is still room for this,
        var second = client.QueryAsync(TestApp.Search(), new RedoxCallOptions { Timeout = TimeSpan.FromMinutes(1) }); // and this goes ahead without.
        var last = client.QueryAsync(TestApp.Search(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(8) });

        app.Clock.Advance(TimeSpan.FromSeconds(8));
        var late = await Assert.ThrowsAsync<RedoxUnavailableException>(() => last.WaitAsync(Limit));

        Assert.Equal(
            "PatientSearch.Query: a response came, but there was no room for it within MaxMemoryInFlight before the time limit of 8 seconds ended, in 1 attempt(s). Allow more, or ask for less at once. It is safe to ask again.",
            late.Message);
        Assert.True(late.IsTransient);
        Assert.Contains("failed after 1 attempt(s): RedoxUnavailableException (no room for the response within MaxMemoryInFlight), delivery Unknown.", app.Log, StringComparison.Ordinal);
        mayEnd.SetResult();
        await Task.WhenAll(first, second).WaitAsync(Limit);
        _allAreThere.SetResult();
        Assert.All(await Task.WhenAll(handled).WaitAsync(Limit), reply => Assert.Equal(200, reply.StatusCode));
    }

    [Fact]
    public async Task Response_takes_room_that_is_free_whoever_waits_in_line_for_more()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = Application(valuesOfResponse: 1, bytesOfResponse: 1_200_000);
        var client = app.Services.GetRequiredService<IRedoxClient>();
        await client.QueryAsync(TestApp.Search()).WaitAsync(Limit);
        var handled = new[] { app.PostAsync(Message(13_300)), app.PostAsync(Message(13_300)) }; // The second waits for the first.
        _mayRespond = mayEnd.Task;
        var stalled = client.QueryAsync(TestApp.Search());
        _mayRespond = Task.CompletedTask;

        await client.QueryAsync(TestApp.Search()).WaitAsync(Limit);

        Assert.False(stalled.IsCompleted);
        mayEnd.SetResult();
        await stalled.WaitAsync(Limit);
        _allAreThere.SetResult();
        Assert.All(await Task.WhenAll(handled).WaitAsync(Limit), reply => Assert.Equal(200, reply.StatusCode));
    }

    private TestDestination Application(int valuesOfResponse, int bytesOfResponse = 80_000) => new(
        destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(),
        options => (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (1_000_000, 20_000, 16_800_000),
        services =>
        {
            services.AddRedoxClient(options =>
            {
                options.Credentials.ClientId = "the-client";
                options.Credentials.KeyId = "the-key";
                options.Credentials.PrivateKey = TestKeys.Rsa;
                options.Destinations["General Hospital"] = TestApp.HospitalId;
                options.MaxMemoryInFlight = 16_800_000;
            });
            services.PostConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(
                builder => builder.PrimaryHandler = new Redox(valuesOfResponse, bytesOfResponse, () => _mayRespond)));
            services.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), async (_, cancellationToken) =>
            {
                await _allAreThere.Task;
                await provider.GetRequiredService<IRedoxClient>().QueryAsync(TestApp.Search(), cancellationToken: cancellationToken);
            }));
        });

    // 70 KB.
    private static string Message(int values) =>
        $$"""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"New":[{{string.Join(',', Enumerable.Repeat("[]", values))}}],"More":"{{new string('x', 70_000 - (3 * values) - 70)}}"}""";

    private sealed class Redox(int values, int bytes, Func<Task> mayRespond) : HttpMessageHandler
    {
        private readonly byte[] _response = Encoding.UTF8.GetBytes(
            $$"""{"Meta":{"DataModel":"PatientSearch","EventType":"Response"},"New":[{{string.Join(',', Enumerable.Repeat("[]", values))}}],"More":"{{new string('x', bytes - (3 * values) - 80)}}"}""");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await (request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask);
            if (request.RequestUri!.AbsolutePath.EndsWith("token", StringComparison.Ordinal))
            {
                return new HttpResponseMessage { Content = new StringContent("""{"access_token":"a","token_type":"Bearer","expires_in":86400}""", Encoding.UTF8, "application/json") };
            }

            return new HttpResponseMessage { Content = new StreamContent(new Slowly(_response, mayRespond())) { Headers = { ContentType = new("application/json"), ContentLength = _response.Length } } };
        }
    }

    /// <summary>Ends when it may.</summary>
    private sealed class Slowly(byte[] bytes, Task mayEnd) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                await mayEnd.WaitAsync(cancellationToken);
            }

            return read;
        }
    }
}
