using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxThroughput;

/// <summary>Counts, and has nothing else to do, unless the message is a slow one.</summary>
internal sealed class ArrivalHandler(Handled handled) : IRedoxHandler<PatientAdminArrival>
{
    public static readonly TimeSpan SlowTime = TimeSpan.FromSeconds(10);

    public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
    {
        if (message.Visit?.VisitNumber == Messages.Slow)
        {
            return Task.Delay(SlowTime, cancellationToken);
        }

        (message.Visit?.VisitNumber == Messages.Hot ? handled.Hot : handled.Ordinary).Add();
        return Task.CompletedTask;
    }
}

/// <summary>What was handled.</summary>
internal sealed class Handled
{
    public Count Ordinary { get; } = new();

    public Count Hot { get; } = new();
}

/// <summary>A number that grows.</summary>
internal sealed class Count
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private int _value;

    public int Value => Volatile.Read(ref _value);

    public void Add() => Interlocked.Increment(ref _value);

    public async Task ReachAsync(int value, CancellationToken cancellationToken = default)
    {
        while (Value < value && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Look, CancellationToken.None);
        }
    }
}
