using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>
/// Writes for all callers on one connection. Requests that arrive while one transaction is being written to disk go into the next one together, so that many callers
/// wait for few writes. If the file could not be opened, the next transaction tries again.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable, IDisposable
{
    private const int MostTogether = 256;

    private readonly InboxFile _file;
    private readonly Tidying _tidying;
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(new BoundedChannelOptions(MostTogether * 4) { SingleReader = true });
    private readonly Task _writing;
    private InboxConnection? _connection;

    /// <param name="file">The file.</param>
    /// <param name="connection">The writing connection; null when it could not be opened yet.</param>
    /// <param name="time">The clock for tidying.</param>
    public GroupWriter(InboxFile file, InboxConnection? connection, TimeProvider time)
    {
        (_file, _connection, _tidying) = (file, connection, new Tidying(time));
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Runs an action in a transaction. When the task completes, it is on the disk; when the task fails, none of it is.</summary>
    /// <exception cref="SqliteInboxException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The inbox is closed.</exception>
    public async Task<T> RunAsync<T>(Func<InboxConnection, T> work)
    {
        var request = new Request<T>(work);
        try
        {
            await _requests.Writer.WriteAsync(request).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteInbox), "The inbox is closed: the application has ended.");
        }

        return await request.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Completes the pending requests, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_requests.Writer.TryComplete())
        {
            await _writing.ConfigureAwait(false);
            Close();
        }
    }

    /// <summary>Closes the file as soon as the pending requests are written, without waiting for it.</summary>
    public void Dispose()
    {
        if (_requests.Writer.TryComplete())
        {
            _writing.ContinueWith(_ => Close(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task WriteAsync()
    {
        var group = new List<Request>(MostTogether);
        while (await NextAsync().ConfigureAwait(false))
        {
            while (group.Count < MostTogether && _requests.Reader.TryRead(out var request))
            {
                group.Add(request);
            }

            Write(group);
            group.Clear();
        }
    }

    // Waits for requests, and tidies up meanwhile: soon after the last one, or between two of them if they keep coming.
    private async ValueTask<bool> NextAsync()
    {
        var next = _requests.Reader.WaitToReadAsync();
        if (_connection is not { } connection || !_tidying.IsNeeded)
        {
            return await next.ConfigureAwait(false);
        }

        var pending = next.IsCompleted ? null : next.AsTask();
        while (_tidying.IsNeeded && pending is { IsCompleted: false })
        {
            await ((Task)pending).WaitAsync(_tidying.DueIn, _tidying.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _tidying.IfDue(connection);
        }

        _tidying.IfDue(connection);
        return await (pending ?? next.AsTask()).ConfigureAwait(false);
    }

    private void Write(List<Request> group)
    {
        try
        {
            var connection = _connection ??= _file.OpenWriter();
            connection.InTransaction("BEGIN IMMEDIATE", () =>
            {
                group.ForEach(request => request.Run(connection));
                return group.Count;
            });
            _tidying.Needed();
        }
        catch (Exception exception)
        {
            var failure = exception is SqliteException sqlite ? SqliteInboxException.Of(sqlite, _file.Path) : exception;
            if (failure is not SqliteInboxException { IsTransient: true } and not SqliteInboxException { Code: SqliteCode.Error })
            {
                Close(); // The next request finds out the state of the file. A statement that does not fit the tables would not fit them then, either.
            }

            group.ForEach(request => request.Fail(failure));
            return;
        }

        group.ForEach(request => request.Succeed());
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private abstract class Request
    {
        public abstract void Run(InboxConnection connection);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Request<T>(Func<InboxConnection, T> work) : Request
    {
        private T _result = default!;

        // Continuations must not run on the writing loop.
        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(InboxConnection connection) => _result = work(connection);

        public override void Succeed() => Done.TrySetResult(_result);

        public override void Fail(Exception exception) => Done.TrySetException(exception);
    }
}
