using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>
/// Stores messages. A few statements at a time; what arrives meanwhile is stored by the next one together, so that the server writes its log once for all of them.
/// </summary>
internal sealed class Storing(InboxDatabase database, TimeProvider time)
{
    // More of them would only wait for each other at the server.
    private const int MaxStatements = 4;

    private const int MaxMessages = 64;
    private const int MaxBytes = 1024 * 1024;

    private readonly LinkedList<Arrival> _waiting = [];
    private int _statements;

    public async Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken)
    {
        if (Arrive(message) is { } arrival)
        {
            using (cancellationToken.UnsafeRegister(_ => Leave(arrival, cancellationToken), null))
            {
                return await arrival.Value.Task.ConfigureAwait(false);
            }
        }

        try
        {
            return (await RunAsync([message], cancellationToken).ConfigureAwait(false))[0];
        }
        finally
        {
            Continue();
        }
    }

    // Null when the message can be stored at once.
    private LinkedListNode<Arrival>? Arrive(RedoxInboxMessage message)
    {
        lock (_waiting)
        {
            if (_statements < MaxStatements)
            {
                _statements++;
                return null;
            }

            return _waiting.AddLast(new Arrival(message));
        }
    }

    // A message whose statement is under way is waited for: its body is being read.
    private void Leave(LinkedListNode<Arrival> arrival, CancellationToken cancellationToken)
    {
        lock (_waiting)
        {
            if (arrival.List is null)
            {
                return;
            }

            _waiting.Remove(arrival);
        }

        arrival.Value.SetCanceled(cancellationToken);
    }

    private void Continue()
    {
        if (Take() is { Count: > 0 } arrivals)
        {
            using (ExecutionContext.SuppressFlow()) // They are those of several requests.
            {
                _ = Task.Run(() => StoreAllAsync(arrivals));
            }
        }
    }

    private List<Arrival> Take()
    {
        var arrivals = new List<Arrival>();
        long bytes = 0;
        lock (_waiting)
        {
            while (_waiting.First is { } first && arrivals.Count < MaxMessages && (arrivals.Count == 0 || bytes + first.Value.Message.Body.Length <= MaxBytes))
            {
                bytes += first.Value.Message.Body.Length;
                arrivals.Add(first.Value);
                _waiting.RemoveFirst();
            }

            _statements -= arrivals.Count == 0 ? 1 : 0;
        }

        return arrivals;
    }

    private async Task StoreAllAsync(List<Arrival> arrivals)
    {
        for (; arrivals.Count > 0; arrivals = Take())
        {
            // Two processes that are sent the same messages do not wait for each other both ways.
            arrivals.Sort(static (one, other) => string.CompareOrdinal(one.Message.LogId, other.Message.LogId));
            await StoreTogetherAsync(arrivals).ConfigureAwait(false);
        }
    }

    private async Task StoreTogetherAsync(List<Arrival> arrivals)
    {
        try
        {
            var areNew = await RunAsync(arrivals.ConvertAll(arrival => arrival.Message), CancellationToken.None).ConfigureAwait(false);
            foreach (var (arrival, isNew) in arrivals.Zip(areNew))
            {
                arrival.SetResult(isNew);
            }
        }
        catch (Exception exception) when (arrivals.Count > 1 && exception is not PostgreSqlInboxException { IsTransient: true })
        {
            // One of them may be the reason.
            foreach (var arrival in arrivals)
            {
                await StoreTogetherAsync([arrival]).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            arrivals.ForEach(arrival => arrival.SetException(exception));
        }
    }

    private Task<List<bool>> RunAsync(List<RedoxInboxMessage> messages, CancellationToken cancellationToken) => database.RunAsync(
        async connection =>
        {
            var start = time.GetTimestamp();
            var areNew = await connection.ListAsync(
                database.Statements.Store,
                parameters => parameters
                    .With(messages.Select(message => message.Destination))
                    .With(messages.Select(message => message.LogId))
                    .With(messages.Select(message => message.Key))
                    .With(messages.Select(message => message.IsBarrier))
                    .With(messages.Select(message => message.ReceivedAt))
                    .With(messages.Select(message => message.Body)),
                static reader => reader.GetBoolean(0),
                cancellationToken).ConfigureAwait(false);
            if (time.GetElapsedTime(start) > ClaimPlace.StoringTime)
            {
                foreach (var destination in messages.Select(message => message.Destination).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                {
                    await connection.RunAsync(
                        database.Statements.ResetMarks,
                        parameters => parameters.With(destination),
                        command => command.ExecuteNonQueryAsync(cancellationToken)).ConfigureAwait(false);
                }
            }

            return areNew;
        },
        cancellationToken);

    private sealed class Arrival(RedoxInboxMessage message) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public RedoxInboxMessage Message => message;
    }
}
