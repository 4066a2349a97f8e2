using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>Reads concurrently with the writer, on a separate connection.</summary>
internal sealed class InboxReader(InboxFile file) : IDisposable
{
    private readonly Lock _lock = new();
    private InboxConnection? _connection;
    private bool _isClosed;

    /// <exception cref="SqliteInboxException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The inbox is closed.</exception>
    public T Read<T>(Func<InboxConnection, T> read)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteInbox));
            try
            {
                return read(_connection ??= file.OpenReader());
            }
            catch (SqliteException exception)
            {
                _connection?.Dispose();
                _connection = null;
                throw SqliteInboxException.Of(exception, file.Path);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _connection?.Dispose();
            _connection = null;
        }
    }
}
