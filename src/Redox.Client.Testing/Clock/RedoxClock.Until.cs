namespace Redox.Client.Testing;

/// <content>Advancing until work that waits on the clock has finished.</content>
public sealed partial class RedoxClock
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Advances the clock second by second, as <see cref="AdvanceAsync"/> does, until work has finished: a call that waits between its attempts, or for a
    /// delayed response. <c>var receipt = await redox.Clock.AdvanceUntilAsync(client.SendAsync(message));</c>
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="work">The work, already started.</param>
    /// <param name="limit">How far to advance at most. Default: 10 minutes.</param>
    /// <param name="cancellationToken">Stops advancing the clock. The work continues.</param>
    /// <returns>The result of the work. If it fails, its exception is thrown.</returns>
    /// <exception cref="TimeoutException">The clock has advanced by <paramref name="limit"/>, and the work has not finished.</exception>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> work, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        await AdvanceUntilAsync((Task)work, limit, cancellationToken).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    /// <inheritdoc cref="AdvanceUntilAsync{T}(Task{T}, TimeSpan?, CancellationToken)" path="/summary|/param|/exception"/>
    public async Task AdvanceUntilAsync(Task work, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);

        // In small steps: while the work is busy and not waiting, its own timeout must not be the next thing due.
        var max = limit ?? DefaultLimit;
        for (var passed = TimeSpan.Zero; !work.IsCompleted; passed += Step)
        {
            if (passed >= max)
            {
                throw new TimeoutException($"The clock has advanced by {max} and the work has not finished. Pass a higher limit, or make sure that the work waits on this clock.");
            }

            await AdvanceAsync(Step, cancellationToken).ConfigureAwait(false);
        }

        await work.ConfigureAwait(false);
    }
}
