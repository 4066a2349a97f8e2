using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxThroughput;

/// <summary>Counts, and has nothing else to do.</summary>
internal sealed class CountingHandler(Counter counter) : IRedoxHandler<PatientAdminArrival>
{
    public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => counter.NextAsync();
}

internal sealed class Counter(int messages, bool isFirstSlow)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public Task Done => _done.Task;

    public Task NextAsync()
    {
        var count = Interlocked.Increment(ref _count);
        if (count == messages)
        {
            _done.TrySetResult();
        }

        return count == 1 && isFirstSlow ? Done : Task.CompletedTask;
    }
}
