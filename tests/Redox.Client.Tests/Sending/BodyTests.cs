using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>The bytes of a message: how many may leave, and that they stay the message's own however long an attempt takes.</summary>
public sealed class BodyTests
{
    [Fact]
    public async Task A_message_that_is_too_large_is_refused_with_its_size_and_the_remedy()
    {
        await using var app = new TestApp(options => options.MaxMessageSize = 1000);

        await app.Client.SendAsync(Sized(app, 1000));
        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(Sized(app, 1001)));

        Assert.Equal(1000, Assert.Single(app.Messages).BodyLength);
        Assert.Equal(
            "$: the message has 1,001 bytes as JSON, more than the 1,000 of RedoxClientOptions.MaxMessageSize. "
            + "Upload large files and refer to them instead of embedding them, or send several messages.",
            Assert.Single(exception.Problems).ToString());
        Assert.Equal(Delivery.NotSent, exception.Delivery);
    }

    [Fact]
    public async Task Forty_megabytes_go_out_by_default_and_more_do_not()
    {
        await using var app = new TestApp();
        var large = TestApp.Appointment() with { Patient = new() { Notes = [new string('x', 40 * 1024 * 1024)] } };

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(large));
        await app.Client.SendAsync(large with { Patient = new() { Notes = [new string('x', 39 * 1024 * 1024)] } });

        Assert.Contains("more than the 41,943,040 of", exception.Message, StringComparison.Ordinal);
        Assert.Single(app.Messages);
    }

    /// <summary>A pooled buffer that went back too early would show the next patient's data here.</summary>
    [Fact]
    public async Task Late_write_of_an_ended_call_never_sees_another_message()
    {
        using var cancellation = new CancellationTokenSource();
        var network = new SlowNetwork(cancellation);
        await using var app = new TestApp(services: services =>
            services.AddHttpClient(RedoxHttpClientNames.Api()).AddHttpMessageHandler(() => network));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Client.SendAsync(Named("FIRST"), cancellation.Token));
        network.Patient = true;
        for (var i = 0; i < 100; i++)
        {
            await app.Client.SendAsync(Named($"OTHER-{i}"));
        }

        network.GoOn.SetResult();
        await network.Written.WaitAsync(TestApp.Patience);

        Assert.Contains("FIRST", network.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("OTHER", network.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => network.First!.CopyToAsync(Stream.Null));
    }

    private static SchedulingNew Named(string id) => TestApp.Appointment() with { Patient = new() { Identifiers = [new() { ID = id, IDType = "MR" }] } };

    // The destination's name becomes an ID on the way, so the size is set from what really travels.
    private static SchedulingNew Sized(TestApp app, int size)
    {
        var message = TestApp.Appointment(new SystemReference { ID = TestApp.HospitalId }) with { Patient = new() { Notes = [""] } };
        Assert.Empty(app.TokenRequests.Skip(1));
        return message with { Patient = new() { Notes = [new string('x', size - RedoxJson.SerializeToUtf8Bytes(message).Length)] } };
    }

    /// <summary>
    /// Before the fake: begins to write the first body, is given up by the caller in the middle of it, and goes on when told. No exchange can play
    /// this, since it is the client's own stack that is slow.
    /// </summary>
    private sealed class SlowNetwork(CancellationTokenSource caller) : DelegatingHandler
    {
        private readonly SlowStream _stream = new();

        public TaskCompletionSource GoOn => _stream.GoOn;

        public bool Patient { get; set; }

        public HttpContent? First { get; private set; }

        public Task Written { get; private set; } = Task.CompletedTask;

        public string Text => Encoding.UTF8.GetString(_stream.ToArray());

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!Patient)
            {
                First = request.Content!;
                Written = First.CopyToAsync(_stream, CancellationToken.None);
                await caller.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await GoOn.Task;
            Write(buffer.Span);
        }
    }
}
