using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>How much memory responses take: as much as has come, and together no more than the ceiling.</summary>
public sealed class ResponseMemoryTests
{
    private const string Head = """{"Meta":{"DataModel":"PatientSearch","EventType":"Response"},"New":[""";

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Announced_response_length_does_not_reserve_memory()
    {
        var body = new Trickle(Encoding.UTF8.GetBytes($"{Head}]}}"));
        await using var app = Application(_ => new StreamContent(body) { Headers = { ContentLength = 60 * 1024 * 1024, ContentType = new("application/json") } });

        await app.GetRequiredService<IRedoxClient>().QueryAsync(TestApp.Search()).WaitAsync(TestApp.Patience);

        Assert.InRange(body.LargestRoom, 1, 128 * 1024);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(200_000)]
    [InlineData(5_000_000)]
    public async Task A_response_of_any_length_is_read_with_or_without_its_length(int length)
    {
        var body = Encoding.UTF8.GetBytes($"{Head}\"{new string('x', length)}\"]}}");
        foreach (var announced in new[] { body.Length, default(long?) })
        {
            await using var app = Application(_ => new StreamContent(new Trickle(body)) { Headers = { ContentLength = announced, ContentType = new("application/json") } });

            var response = await app.GetRequiredService<IRedoxClient>().QueryAsync(TestApp.Search()).WaitAsync(TestApp.Patience);

            Assert.Equal(length, response.AdditionalProperties["New"][0].GetString()!.Length);
        }
    }

    [Fact]
    public async Task A_response_with_more_values_than_fit_is_refused_before_it_is_read()
    {
        await using var app = Application(
            _ => new StringContent($"{Head}{string.Join(',', Enumerable.Repeat("[]", 30_000))}]}}", Encoding.UTF8, "application/json"),
            options => options.MaxMemoryInFlight = 16 * 1024 * 1024);

        var failure = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.GetRequiredService<IRedoxClient>().QueryAsync(TestApp.Search()).WaitAsync(TestApp.Patience));

        Assert.Contains("The response has more values than fit into memory (MaxMemoryInFlight). Ask for less at once, or allow more.", failure.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, false), (failure.StatusCode, failure.IsTransient));
    }

    [Fact]
    public async Task A_response_waits_for_the_memory_of_others_and_then_is_read()
    {
        var (mayEnd, calls) = (new TaskCompletionSource(), 0);
        await using var app = Application(
            _ => new StreamContent(new Trickle(Encoding.UTF8.GetBytes($"{Head}\"{new string('x', 1_900_000)}\"]}}"), Interlocked.Increment(ref calls) == 1 ? mayEnd.Task : Task.CompletedTask)),
            options => options.MaxMemoryInFlight = 16 * 1024 * 1024); // An eighth of it is for what arrives: one of these.
        var client = app.GetRequiredService<IRedoxClient>();

        var first = client.QueryAsync(TestApp.Search());
        var second = client.QueryAsync(TestApp.Search(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(10) });
        Assert.False(first.IsCompleted || second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));

        var late = await Assert.ThrowsAsync<RedoxUnavailableException>(() => second.WaitAsync(TestApp.Patience));
        Assert.True(late.IsTransient);
        mayEnd.SetResult();
        await first.WaitAsync(TestApp.Patience);
        await client.QueryAsync(TestApp.Search()).WaitAsync(TestApp.Patience);
    }

    private ServiceProvider Application(Func<HttpRequestMessage, HttpContent> respond, Action<RedoxClientOptions>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddRedoxClient(options =>
        {
            options.Credentials.ClientId = "the-client";
            options.Credentials.KeyId = "the-key";
            options.Credentials.PrivateKey = TestKeys.Rsa;
            options.Destinations["General Hospital"] = TestApp.HospitalId;
            configure?.Invoke(options);
        });
        services.PostConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = new Responding(respond)));
        return services.BuildServiceProvider();
    }

    private sealed class Responding(Func<HttpRequestMessage, HttpContent> respond) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await (request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask);
            return new HttpResponseMessage
            {
                Content = request.RequestUri!.AbsolutePath.EndsWith("token", StringComparison.Ordinal)
                    ? new StringContent("""{"access_token":"a","token_type":"Bearer","expires_in":86400}""", Encoding.UTF8, "application/json")
                    : respond(request),
            };
        }
    }

    /// <summary>Gives out its bytes in pieces, as a network does, and notes how much room it was offered. At its end it waits, if it is to.</summary>
    private sealed class Trickle(byte[] bytes, Task? mayEnd = null) : Stream
    {
        private int _position;

        public int LargestRoom { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestRoom = Math.Max(LargestRoom, buffer.Length);
            var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _position), 10_000);
            if (count == 0 && mayEnd is not null)
            {
                await mayEnd.WaitAsync(cancellationToken);
            }

            bytes.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
