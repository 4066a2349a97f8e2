using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>A body is in memory while it is exported, so the process exports four at a time.</summary>
public sealed class InboxExportTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TroubledInbox _inbox = new();
    private readonly HeldOutput[] _outputs = [new(), new(), new(), new()];

    [Fact]
    public async Task Fifth_export_of_the_process_reads_its_body_when_one_of_four_has_ended()
    {
        var exports = await HoldFourAsync();

        var fifth = (await OperationsAsync("ward")).ExportAsync(3, Stream.Null);
        Assert.Equal(4, _inbox.BodyReads);
        Assert.False(fifth.IsCompleted);

        _outputs[2].End();
        Assert.True(await exports[2].WaitAsync(Limit));
        Assert.True(await fifth.WaitAsync(Limit));
        Assert.Equal(5, _inbox.BodyReads);
    }

    [Fact]
    public async Task Export_that_waits_is_cancelled()
    {
        await HoldFourAsync();
        using var cancellation = new CancellationTokenSource();

        var fifth = (await OperationsAsync("ward")).ExportAsync(3, Stream.Null, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fifth.WaitAsync(Limit));
        Assert.Equal(4, _inbox.BodyReads);
    }

    [Fact]
    public async Task Exports_that_fail_make_way_for_others()
    {
        var operations = await OperationsAsync("");
        for (var export = 0; export < 5; export++)
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => operations.ExportAsync(1, new MemoryStream([], writable: false)).WaitAsync(Limit));
        }

        _inbox.IsDown = true;
        for (var export = 0; export < 5; export++)
        {
            await Assert.ThrowsAsync<RedoxInboxUnavailableException>(() => operations.ExportAsync(1, Stream.Null).WaitAsync(Limit));
        }

        _inbox.IsDown = false;
        Assert.True(await operations.ExportAsync(1, Stream.Null).WaitAsync(Limit));
    }

    public void Dispose() => Array.ForEach(_outputs, output => output.End());

    // Of two destinations, whose operations know nothing of each other.
    private async Task<Task<bool>[]> HoldFourAsync()
    {
        RedoxInboxOperations[] operations = [await OperationsAsync(""), await OperationsAsync("lab")];
        Task<bool>[] exports = [.. _outputs.Select((output, number) => operations[number % 2].ExportAsync(1 + (number % 2), output))];
        await Task.WhenAll(_outputs.Select(output => output.Begun)).WaitAsync(Limit);
        return exports;
    }

    // Of an application of its own, with a message.
    private async Task<RedoxInboxOperations> OperationsAsync(string name)
    {
        await _inbox.StoreAsync(new() { Destination = name, LogId = null, Key = null, ReceivedAt = DateTimeOffset.UnixEpoch, Body = "{}"u8.ToArray() });
        var services = new ServiceCollection().AddLogging();
        var destination = name.Length == 0
            ? services.AddRedoxDestination(options => options.VerificationTokens.Add(TestDestination.Token))
            : services.AddRedoxDestination(name, options => options.VerificationTokens.Add(TestDestination.Token));
        destination.UseInbox(_ => _inbox);
        return services.BuildServiceProvider().GetRequiredKeyedService<RedoxInboxOperations>(name);
    }

    /// <summary>Takes nothing until it is ended.</summary>
    private sealed class HeldOutput : MemoryStream
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void End() => _ended.TrySetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _begun.TrySetResult();
            await _ended.Task;
        }
    }
}
