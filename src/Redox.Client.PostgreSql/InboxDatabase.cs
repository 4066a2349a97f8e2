using System.Transactions;
using Npgsql;

namespace Redox.Client.PostgreSql;

/// <summary>The database of an inbox, whose tables are there before anything else is done.</summary>
internal sealed class InboxDatabase(NpgsqlDataSource source, bool isOwned, string schema, bool mayCreate) : IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _preparing = new(1);
    private volatile bool _isReady;

    public string Schema => schema;

    /// <summary>Which database this is: known once it is prepared, since who completes a message with the last connection of a pool could not ask for it.</summary>
    public Guid Number { get; private set; }

    public Statements Statements { get; } = new(SchemaName.Quoted(schema));

    /// <summary>Creates the tables, or checks that they are there.</summary>
    /// <exception cref="RedoxConfigurationException">They are not, or cannot be created, and waiting would not help.</exception>
    /// <exception cref="PostgreSqlInboxException">The server cannot be reached, for example.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isReady)
        {
            return;
        }

        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isReady)
            {
                Number = await Guard(() => SchemaSetup.RunAsync(this, mayCreate, cancellationToken)).ConfigureAwait(false);
                _isReady = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await Guard(async () =>
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await run(connection).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    // A TransactionScope of the application is not ours: what is stored stays stored.
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var alone = Transaction.Current is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>No exception of the driver comes out: its text may quote the server's, and that the messages.</summary>
    public static async Task<T> Guard<T>(Func<Task<T>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw PostgreSqlInboxException.Of(exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        _preparing.Dispose();
        return isOwned ? source.DisposeAsync() : ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _preparing.Dispose();
        if (isOwned)
        {
            source.Dispose();
        }
    }
}
