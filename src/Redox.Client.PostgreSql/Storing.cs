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
        if (Arrive(message, cancellationToken) is { } arrival)
        {
            using (cancellationToken.UnsafeRegister(_ => Leave(arrival), null))
            {
                return await arrival.Value.Task.ConfigureAwait(false);
            }
        }

        try
        {
            return (await RunAsync([message], cancellationToken).ConfigureAwait(false))![0];
        }
        finally
        {
            Continue();
        }
    }

    // Null when the message can be stored at once.
    private LinkedListNode<Arrival>? Arrive(RedoxInboxMessage message, CancellationToken cancellationToken)
    {
        lock (_waiting)
        {
            if (_statements < MaxStatements)
            {
                _statements++;
                return null;
            }

            return _waiting.AddLast(new Arrival(message, cancellationToken));
        }
    }

    // A message whose statement is under way is waited for: its body is being read.
    private void Leave(LinkedListNode<Arrival> arrival)
    {
        lock (_waiting)
        {
            if (arrival.List is null)
            {
                return;
            }

            _waiting.Remove(arrival);
        }

        arrival.Value.SetCanceled(arrival.Value.CancellationToken);
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
            await StoreTogetherAsync([.. arrivals.OrderBy(arrival => arrival.Message.LogId, StringComparer.Ordinal).ThenBy(arrival => arrival.Message.Destination, StringComparer.Ordinal)])
                .ConfigureAwait(false);
        }
    }

    private async Task StoreTogetherAsync(List<Arrival> arrivals)
    {
        using var gone = new CancellationTokenSource();
        var present = arrivals.Count;
        var registrations = arrivals.ConvertAll(arrival => arrival.CancellationToken.UnsafeRegister(_ => LeaveTaken(), null));
        try
        {
            if (await RunAsync(arrivals.ConvertAll(arrival => arrival.Message), gone.Token).ConfigureAwait(false) is { } areNew)
            {
                for (var i = 0; i < arrivals.Count; i++)
                {
                    arrivals[i].SetResult(areNew[i]);
                }
            }
            else
            {
                foreach (var arrival in arrivals)
                {
                    await StoreTogetherAsync([arrival]).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception)
        {
            arrivals.ForEach(arrival => arrival.TrySetException(exception));
        }
        finally
        {
            registrations.ForEach(registration => registration.Dispose());
        }

        // The statement ends early when nobody waits for it any more.
        void LeaveTaken()
        {
            if (Interlocked.Decrement(ref present) == 0)
            {
                gone.Cancel();
            }
        }
    }

    // Null when one of several messages may be the reason that none was stored.
    private async Task<List<bool>?> RunAsync(List<RedoxInboxMessage> messages, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        List<int> results;
        try
        {
            results = await InsertAsync(messages, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (messages.Count > 1 && IsPerhapsOfOneMessage(exception))
        {
            return null;
        }

        if (time.GetElapsedTime(start) > ClaimPlace.StoringTime || results.Contains(StoreStatement.KnownAndOpen))
        {
            foreach (var destination in messages.Select(message => message.Destination).Distinct(StringComparer.Ordinal))
            {
                await database.RunAsync(
                    connection => connection.RunAsync(
                        database.Statements.ResetMarks,
                        parameters => parameters.With(destination),
                        command => command.ExecuteNonQueryAsync(cancellationToken)),
                    cancellationToken).ConfigureAwait(false);
            }
        }

        return results.ConvertAll(result => result == StoreStatement.New);
    }

    private Task<List<int>> InsertAsync(List<RedoxInboxMessage> messages, CancellationToken cancellationToken) => database.RunAsync(
        connection => connection.ListAsync(
            database.Statements.Store,
            parameters => parameters
                .With(messages.Select(message => message.Destination))
                .With(messages.Select(message => message.LogId))
                .With(messages.Select(message => message.Key))
                .With(messages.Select(message => message.IsBarrier))
                .With(messages.Select(message => message.ReceivedAt))
                .With(messages.Select(message => message.Body)),
            static reader => reader.GetInt32(0),
            cancellationToken),
        cancellationToken);

    // Text that the driver cannot write has exceptions of its own.
    private static bool IsPerhapsOfOneMessage(Exception exception) => exception switch
    {
        PostgreSqlInboxException failure => SqlStates.IsPerhapsOfOneRow(failure.SqlState),
        RedoxConfigurationException or ObjectDisposedException or OperationCanceledException => false,
        _ => true,
    };

    private sealed class Arrival(RedoxInboxMessage message, CancellationToken cancellationToken) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public RedoxInboxMessage Message => message;

        public CancellationToken CancellationToken => cancellationToken;
    }
}
