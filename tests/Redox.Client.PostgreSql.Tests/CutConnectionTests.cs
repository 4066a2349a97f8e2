using System.Data.Common;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>The connection of a claim is cut before the process has its messages for certain.</summary>
[Collection(nameof(PostgreSqlCluster))]
public sealed class CutConnectionTests(PostgreSqlCluster cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PostgreSqlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_whose_claim_is_cut_off_were_never_claimed(bool cutsReply)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var inbox = Open(connectionString);
        await StoreAsync(inbox, "a", body: "first message");
        await StoreAsync(inbox, "b", body: "second message");
        var cut = new Cut("first message", cutsReply);
        using var proxy = new ServerProxy(new NpgsqlConnectionStringBuilder(connectionString).Port, cut.ToServerAsync, cut.ToClientAsync);
        var unlucky = Open(new NpgsqlConnectionStringBuilder(connectionString) { Port = proxy.Port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable }.ConnectionString);

        await Assert.ThrowsAnyAsync<DbException>(() => ClaimAsync(unlucky).WaitAsync(Limit));

        using var limit = new CancellationTokenSource(Limit);
        var claimed = await ClaimAsync(inbox);
        while (claimed.Count == 0)
        {
            limit.Token.ThrowIfCancellationRequested(); // The server has yet to notice. The lease would last for minutes.
            claimed = await ClaimAsync(inbox);
        }

        Assert.Equal("first message second message", Names(claimed));
        Assert.All(claimed, entry => Assert.Equal((0, 0), (entry.Attempts, entry.Deaths)));
    }

    /// <summary>Passes everything on until the server's reply has a text in it. Then the connection is cut: instead of passing the reply on, or instead of what the client says next.</summary>
    private sealed class Cut(string text, bool cutsReply)
    {
        private readonly byte[] _text = Encoding.UTF8.GetBytes(text);
        private volatile bool _isSeen;

        public async Task ToServerAsync(NetworkStream from, NetworkStream to)
        {
            var bytes = new byte[64 * 1024];
            while (await from.ReadAsync(bytes) is > 0 and var length && !(_isSeen && !cutsReply))
            {
                await to.WriteAsync(bytes.AsMemory(0, length));
            }
        }

        public async Task ToClientAsync(NetworkStream from, NetworkStream to)
        {
            var (bytes, all) = (new byte[64 * 1024], new List<byte>());
            while (await from.ReadAsync(bytes) is > 0 and var length)
            {
                all.AddRange(bytes.AsSpan(0, length));
                _isSeen |= all.ToArray().AsSpan().IndexOf(_text) >= 0;
                if (_isSeen && cutsReply)
                {
                    return;
                }

                await to.WriteAsync(bytes.AsMemory(0, length));
            }
        }
    }
}
