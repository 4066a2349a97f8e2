using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Receiving.Telemetry;

namespace Redox.Client.Sqlite;

/// <summary>An inbox in a table of a SQLite file. All writes go through one <see cref="GroupWriter"/>; reads run concurrently.</summary>
internal sealed class SqliteInbox : IInboxOwner, IAsyncDisposable, IDisposable
{
    private readonly InboxFile _file;
    private readonly GroupWriter _writer;
    private readonly InboxReader _reader;

    /// <exception cref="RedoxConfigurationException">The file cannot be used, and waiting would not help.</exception>
    public SqliteInbox(SqliteConnectionStringBuilder parts, string destination, TimeProvider time, ILogger logger)
    {
        _file = new InboxFile(parts);
        CheckWorkerFile(destination);
        _reader = new InboxReader(_file);
        _writer = new GroupWriter(_file, Open(logger), time);
        if (_file.RightsOfOthers is var rights and not UnixFileMode.None)
        {
            logger.InboxIsReadable(rights);
        }
    }

    // The writer writes the body later: no cancellation, so that the caller does not reuse the bytes before.
    public async Task<bool> StoreAsync(string destination, string? logId, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, CancellationToken cancellationToken = default) =>
        await _writer.ExecuteAsync(Statements.Insert, command => command
            .Add("$destination", destination).Add("$log", logId).Add("$received", receivedAt.UtcTicks).Add("$body", body.ToArray())).ConfigureAwait(false) > 0;

    public Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(string destination, DateTimeOffset dueBy, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult(Read(destination, dueBy, count, 0, new HashSet<long>()));

    public IReadOnlyList<RedoxInboxEntry> Read(string destination, DateTimeOffset dueBy, int count, int ahead, IReadOnlySet<long> except) =>
        _reader.Read(destination, dueBy, count, ahead, except);

    public Task CompleteAsync(long id, DateTimeOffset handledAt, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Statements.Complete, command => command.Add("$id", id).Add("$handled", handledAt.UtcTicks));

    public Task RetryAsync(long id, DateTimeOffset retryAt, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Statements.Retry, command => command.Add("$id", id).Add("$retry", retryAt.UtcTicks));

    public Task ParkAsync(long id, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Statements.Park, command => command.Add("$id", id));

    public Task<int> ReleaseAsync(string destination, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Statements.Release, command => command.Add("$destination", destination));

    public async Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, CancellationToken cancellationToken = default)
    {
        for (var all = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var some = await _writer.ExecuteAsync(Statements.Forget, command => command
                .Add("$destination", destination).Add("$before", handledBefore.UtcTicks)).ConfigureAwait(false);
            all += some;
            if (some < Statements.ForgottenAtOnce)
            {
                return all;
            }
        }
    }

    public async Task<IInboxOwnership?> TryOwnAsync(string destination, RedoxInboxOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (WorkerFile.TryTake(_file.Path, destination) is not { } file)
        {
            return null;
        }

        try
        {
            var begun = file.Begun();
            var (number, time, deaths) = await _writer.RunAsync(connection => Resume(connection, destination, begun, options, now)).ConfigureAwait(false);
            file.Clear(options.MaxConcurrency);
            return new InboxOwnership(this, destination, file, number, time, deaths);
        }
        catch
        {
            file.Abandon();
            throw;
        }
    }

    public Task KeepTimeAsync(string destination, DateTimeOffset now) =>
        _writer.ExecuteAsync(Statements.KeepClock, command => command.Add("$destination", destination).Add("$time", now.UtcTicks));

    /// <summary>The number of the last owner; see <see cref="InboxOwnership"/>.</summary>
    public long? OwnerNumber(string destination) => _reader.Value(Statements.ReadOwner, destination) as long?;

    public long CountWaiting(string destination) => (long)_reader.Value(Statements.CountWaiting, destination)!;

    public long CountParked(string destination) => (long)_reader.Value(Statements.CountParked, destination)!;

    public DateTimeOffset? OldestWaiting(string destination) =>
        _reader.Value(Statements.OldestWaiting, destination) is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return _writer.DisposeAsync();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    private void CheckWorkerFile(string destination)
    {
        try
        {
            WorkerFile.Check(_file.Path, destination);
        }
        catch (InboxUnusableException exception)
        {
            throw InboxPath.Fault(exception.Message);
        }
    }

    // A transient problem does not prevent the application from starting: the writer opens the file as soon as possible.
    private InboxConnection? Open(ILogger logger)
    {
        try
        {
            return _file.OpenWriter();
        }
        catch (SqliteException exception)
        {
            var failure = SqliteInboxException.Of(exception, _file.Path);
            if (!failure.IsTransient)
            {
                throw InboxPath.Fault(failure.Message);
            }

            logger.InboxNotOpened(StoreFailure.Describe(failure));
            return null;
        }
    }

    // Resumes where the previous process stopped: its clock, its retries, and the messages that it began and did not finish.
    private static (long Number, DateTimeOffset Time, List<InboxDeath> Deaths) Resume(
        InboxConnection connection, string destination, IReadOnlyList<long> begun, RedoxInboxOptions options, DateTimeOffset now)
    {
        connection.Execute(Statements.MakeOwners);
        var number = (long)connection.Command(Statements.TakeOver).Add("$destination", destination).Value()!;
        var kept = connection.Command(Statements.ReadClock).Add("$destination", destination).Value() as long?;
        var handled = connection.Command(Statements.LastHandled).Add("$destination", destination).Value() as long?;
        var time = new DateTimeOffset(kept is { } ticks ? Math.Max(ticks, handled ?? 0) : Math.Min(now.UtcTicks, handled ?? long.MaxValue), TimeSpan.Zero);
        connection.Command(Statements.KeepClock).Add("$destination", destination).Add("$time", time.UtcTicks).ExecuteNonQuery();
        connection.Command(Statements.LimitRetries).Add("$destination", destination).Add("$latest", (time + options.MaxRetryDelay).UtcTicks).ExecuteNonQuery();

        var deaths = new List<InboxDeath>();
        foreach (var id in begun)
        {
            using var reader = connection.Command(Statements.CountDeath).Add("$id", id).Add("$destination", destination).Add("$max", options.MaxDeaths).ExecuteReader();
            if (reader.Read())
            {
                deaths.Add(new InboxDeath(reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt32(1), reader.GetBoolean(2)));
            }
        }

        return (number, time, deaths);
    }
}
