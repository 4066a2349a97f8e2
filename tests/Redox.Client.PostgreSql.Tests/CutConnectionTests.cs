using System.Data.Common;
using System.Net;
using System.Net.Sockets;
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
        using var proxy = new Proxy(new NpgsqlConnectionStringBuilder(connectionString).Port, "first message", cutsReply);
        var cut = Open(new NpgsqlConnectionStringBuilder(connectionString) { Port = proxy.Port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable }.ConnectionString);

        await Assert.ThrowsAnyAsync<DbException>(() => ClaimAsync(cut).WaitAsync(Limit));

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

    /// <summary>Passes everything on until the server's reply has a text in it. Then it cuts the connection: instead of passing the reply on, or instead of what the client says next.</summary>
    private sealed class Proxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _closing = new();
        private readonly int _server;
        private readonly byte[] _text;
        private readonly bool _cutsReply;
        private volatile bool _isSeen;

        public Proxy(int server, string text, bool cutsReply)
        {
            (_server, _text, _cutsReply) = (server, System.Text.Encoding.UTF8.GetBytes(text), cutsReply);
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose()
        {
            _closing.Cancel();
            _closing.Dispose();
            _listener.Dispose();
        }

        private async Task AcceptAsync()
        {
            while (!_closing.IsCancellationRequested)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token), _closing.Token);
            }
        }

        private async Task ServeAsync(TcpClient client, CancellationToken closing)
        {
            using var server = new TcpClient();
            using (client)
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, closing);
                await Task.WhenAny(
                    PassAsync(client.GetStream(), server.GetStream(), isReply: false, closing),
                    PassAsync(server.GetStream(), client.GetStream(), isReply: true, closing));
            }
        }

        private async Task PassAsync(NetworkStream from, NetworkStream to, bool isReply, CancellationToken closing)
        {
            var (bytes, all) = (new byte[64 * 1024], new List<byte>());
            while (await from.ReadAsync(bytes, closing) is > 0 and var length)
            {
                if (isReply)
                {
                    all.AddRange(bytes.AsSpan(0, length));
                    _isSeen |= all.ToArray().AsSpan().IndexOf(_text) >= 0;
                }

                if (_isSeen && isReply == _cutsReply)
                {
                    return;
                }

                await to.WriteAsync(bytes.AsMemory(0, length), closing);
            }
        }
    }
}
