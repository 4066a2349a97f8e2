namespace Redox.Client.Testing;

/// <content>Moving on for the sake of work that waits on the clock.</content>
public sealed partial class RedoxClock
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Moves the clock on, second by second as <see cref="AdvanceAsync"/> does, until work has ended: a call that waits between its attempts, or for an
    /// answer that is late. <c>var receipt = await redox.Clock.AdvanceUntilAsync(client.SendAsync(message));</c>
    /// </summary>
    /// <typeparam name="T">What the work results in.</typeparam>
    /// <param name="work">The work, which has begun.</param>
    /// <param name="limit">How far at most. Default: 10 minutes.</param>
    /// <param name="cancellationToken">Stops moving the clock. The work goes on.</param>
    /// <returns>The result of the work. Its exception, when it fails.</returns>
    /// <exception cref="TimeoutException">The clock has moved as far as <paramref name="limit"/>, and the work has not ended.</exception>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> work, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        await AdvanceUntilAsync((Task)work, limit, cancellationToken).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    /// <inheritdoc cref="AdvanceUntilAsync{T}(Task{T}, TimeSpan?, CancellationToken)" path="/summary|/param|/exception"/>
    public async Task AdvanceUntilAsync(Task work, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);

        // In small steps: while the work is busy and waits for nothing, its own time limit must not be the next thing that comes due.
        var most = limit ?? DefaultLimit;
        for (var passed = TimeSpan.Zero; !work.IsCompleted; passed += Step)
        {
            if (passed >= most)
            {
                throw new TimeoutException($"The clock has moved by {most} and the work has not ended. It waits for something else than this clock, or for longer: give a limit.");
            }

            await AdvanceAsync(Step, cancellationToken).ConfigureAwait(false);
        }

        await work.ConfigureAwait(false);
    }
}
