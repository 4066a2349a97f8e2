using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Redox.Client.Inbox.Sqlite;

/// <summary>
/// Writes for all callers on one connection. What they bring while one transaction is being written to the disk goes into the next one together, so that many callers
/// wait for few writes.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable, IDisposable
{
    private const int MostTogether = 256;

    private readonly SqliteConnection _connection;
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(new BoundedChannelOptions(MostTogether * 4) { SingleReader = true });
    private readonly Task _writing;

    public GroupWriter(SqliteConnection connection)
    {
        _connection = connection;
        _writing = WriteAsync();
    }

    /// <summary>Executes a statement. When the task ends it is on the disk; when it fails nothing of it is.</summary>
    public async Task<int> ExecuteAsync(string statement, Action<SqliteCommand> addParameters)
    {
        var request = new Request(statement, addParameters);
        await _requests.Writer.WriteAsync(request).ConfigureAwait(false);
        return await request.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Writes what was brought before, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_requests.Writer.TryComplete())
        {
            await _writing.ConfigureAwait(false);
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes the file as soon as what was brought before is written, without waiting for it.</summary>
    public void Dispose()
    {
        if (_requests.Writer.TryComplete())
        {
            _writing.ContinueWith(_ => _connection.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task WriteAsync()
    {
        var group = new List<Request>(MostTogether);
        while (await _requests.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (group.Count < MostTogether && _requests.Reader.TryRead(out var request))
            {
                group.Add(request);
            }

            Write(group);
            group.Clear();
        }
    }

    private void Write(List<Request> group)
    {
        var changes = new int[group.Count];
        try
        {
            using var transaction = _connection.BeginTransaction();
            for (var index = 0; index < group.Count; index++)
            {
                using var command = _connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = group[index].Statement;
                group[index].AddParameters(command);
                changes[index] = command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
        catch (Exception exception)
        {
            group.ForEach(request => request.Done.TrySetException(exception));
            return;
        }

        for (var index = 0; index < group.Count; index++)
        {
            group[index].Done.TrySetResult(changes[index]);
        }
    }

    private sealed record Request(string Statement, Action<SqliteCommand> AddParameters)
    {
        // Continuations must not run on the loop that writes.
        public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
