using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Bodies that are protected in the file, by processes with one key ring or with different ones.</summary>
public sealed class ProtectedBodyTests : IDisposable
{
    private static readonly byte[] Mark = [0xff, (byte)'r', (byte)'d', (byte)'x', 0xfe];

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;
    private readonly ConcurrentQueue<string> _bodies = [];
    private bool _fails;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Patient_is_in_no_file_if_bodies_are_protected(bool protects)
    {
        _fails = true;
        await using var app = await StartAsync("keys", protects, maxAttempts: null);

        await app.PostAsync("a");
        await app.UntilAsync(() => app.App.Log.Contains("attempt(s) failed", StringComparison.Ordinal)); // Waits for its retry.
        await app.PostAsync("b");

        var files = Directory.GetFiles(_folder, "inbox.db*");
        Assert.Equal(3, files.Length);
        Assert.Equal(!protects, files.Any(file => Content(file).Contains("CANARY", StringComparison.Ordinal)));
        Assert.Equal(["a", "b"], (await app.WaitingAsync(2)).Select(item => item.LogId));
    }

    [Fact]
    public async Task Another_process_with_the_same_key_ring_reads_what_was_stored()
    {
        var large = TestDestination.Appointment("large").Replace("CANARY", new string('x', 3_000_000), StringComparison.Ordinal);
        _fails = true;
        await using (var first = await StartAsync("keys"))
        {
            await first.PostAsync("a");
            await first.App.PostAsync(large);
            await first.IdleAsync();
            Assert.Equal(2, (await first.ParkedAsync()).Count);
        }

        _fails = false;
        _bodies.Clear();
        await using var second = await StartAsync("keys");
        Assert.Equal(2, await Operations(second).ReplayAsync(RedoxParkedMessages.All));
        await second.UntilAsync(() => _bodies.Count == 2);

        Assert.Equal([TestDestination.Appointment("a"), large], _bodies);
    }

    [Fact]
    public async Task Process_with_another_key_ring_leaves_the_message_to_one_that_has_it()
    {
        await using (var right = await StartAsync("keys"))
        {
            await right.StopAsync();
            await right.PostAsync(TestDestination.LogId);
        }

        await using (var wrong = await StartAsync("other-keys", maxAttempts: null))
        {
            await wrong.UntilAsync(() => wrong.App.Log.Contains("2 attempt(s) failed", StringComparison.Ordinal), TimeSpan.FromSeconds(1));
            Assert.Empty(wrong.Journal);
            Assert.Contains(
                $"The body of a message (log {TestDestination.LogId}) of the inbox of the destination 'default' cannot be unprotected (CryptographicException). Give this process the keys of the one that stored it.",
                wrong.App.Log,
                StringComparison.Ordinal);
            Assert.DoesNotContain("cannot be read or written", wrong.App.Log, StringComparison.Ordinal);
        }

        await using var again = await StartAsync("keys");
        await again.UntilAsync(() => _bodies.Count == 1, TimeSpan.FromSeconds(1));
        Assert.Equal([TestDestination.Appointment()], _bodies);
    }

    [Fact]
    public async Task Message_that_was_parked_for_want_of_the_key_is_replayed_when_it_is_there()
    {
        await using (var right = await StartAsync("keys"))
        {
            await right.StopAsync();
            await right.PostAsync("a");
        }

        await using (var wrong = await StartAsync("other-keys"))
        {
            await wrong.IdleAsync();
            var parked = Assert.Single(await wrong.ParkedAsync());
            Assert.Equal(new RedoxInboxFailure("UnprotectFailed"), parked.Failure);
            using var nothing = new MemoryStream();
            var failure = await Assert.ThrowsAsync<RedoxInboxUnavailableException>(() => Operations(wrong).ExportAsync(parked.Id, nothing));
            Assert.Equal(
                $"The body of message {parked.Id} of the inbox of the destination 'default' cannot be unprotected (CryptographicException). Give this process the keys of the one that stored it, then try again.",
                failure.Message);
            Assert.Equal(0, nothing.Length);
        }

        await using var again = await StartAsync("keys");
        var id = Assert.Single(await again.ParkedAsync()).Id;
        using var output = new MemoryStream();
        Assert.True(await Operations(again).ExportAsync(id, output));
        Assert.Equal(TestDestination.Appointment("a"), Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal(1, await Operations(again).ReplayAsync(RedoxParkedMessages.All));
        await again.UntilAsync(() => _bodies.Count == 1);
        Assert.Equal([TestDestination.Appointment("a")], _bodies);
    }

    [Theory]
    [InlineData("tampered", "CryptographicException")]
    [InlineData("cut", "CryptographicException")]
    [InlineData("empty", "CryptographicException")]
    [InlineData("another's", "it was protected for something else")]
    [InlineData("future", "it was stored by a later version")]
    public async Task Body_that_is_not_what_was_stored_is_not_handled(string what, string failure)
    {
        await using (var first = await StartAsync("keys"))
        {
            await first.StopAsync();
            await first.PostAsync("a");
            Replace(body => what switch
            {
                "tampered" => [.. body[..^1], (byte)(body[^1] ^ 1)],
                "cut" => body[..^20],
                "empty" => body[..(Mark.Length + 1)],
                "another's" => [.. Mark, 1, .. first.App.Services.GetRequiredService<IRedoxDataProtector>().Protect(Encoding.UTF8.GetBytes(TestDestination.Appointment("a")))],
                _ => [.. Mark, 2, .. body],
            });
        }

        await using var second = await StartAsync("keys");
        await second.IdleAsync();

        Assert.Empty(second.Journal);
        Assert.Equal("UnprotectFailed", Assert.Single(await second.ParkedAsync()).Failure?.Type);
        Assert.Contains($"cannot be unprotected ({failure})", second.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", second.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_can_be_changed_while_messages_are_stored()
    {
        foreach (var (logId, protects) in new[] { ("a", false), ("b", true), ("c", false) })
        {
            await using var app = await StartAsync("keys", protects);
            await app.StopAsync();
            await app.PostAsync(logId);
        }

        await using (var without = await StartAsync(keys: null, protects: false))
        {
            await without.IdleAsync();
            Assert.Equal(["b"], (await without.ParkedAsync()).Select(item => item.LogId));
            Assert.Contains("cannot be unprotected (no IRedoxDataProtector is registered)", without.App.Log, StringComparison.Ordinal);
        }

        await using var with = await StartAsync("keys", protects: false);
        await Operations(with).ReplayAsync(RedoxParkedMessages.All);
        await with.UntilAsync(() => _bodies.Count == 3);
        Assert.Equal([TestDestination.Appointment("a"), TestDestination.Appointment("c"), TestDestination.Appointment("b")], _bodies);
    }

    /// <summary>Nothing keeps a sender from sending what looks protected.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unreadable_body_with_the_mark_of_a_protected_one_comes_out_as_it_came(bool protects)
    {
        await using var app = await StartAsync("keys", protects);

        for (byte kind = 0; kind < 3; kind++)
        {
            Assert.Equal(200, (await app.App.PostAsync([.. Mark, kind, .. "and more"u8])).StatusCode);
        }

        await app.App.PostAsync(Mark);
        await app.UntilAsync(() => _bodies.Count == 4);

        Assert.Equal(["\u00ffrdx\u00fe\0and more", "\u00ffrdx\u00fe\u0001and more", "\u00ffrdx\u00fe\u0002and more", "\u00ffrdx\u00fe"], _bodies);
    }

    [Fact]
    public async Task Protector_that_fails_refuses_the_message_so_that_it_comes_again()
    {
        await using var app = await InboxApplication.StartAsync(destination =>
        {
            destination.Services.AddSingleton<IRedoxDataProtector, Broken>();
            destination.UseSqliteInbox($"Data Source={Database}", options => options.ProtectBodies = true);
        });

        Assert.Equal(500, (await app.PostAsync("a")).StatusCode);

        Assert.Contains("could not be stored in the inbox (NotSupportedException)", app.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", app.App.Log, StringComparison.Ordinal);
        Assert.Empty(await app.WaitingAsync(0));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A process, with the folder of its key ring. It parks what fails once.</summary>
    private Task<InboxApplication> StartAsync(string? keys, bool protects = true, int? maxAttempts = 1) => InboxApplication.StartAsync(
        destination =>
        {
            if (keys is not null)
            {
                destination.Services.AddRedoxDataProtection().SetApplicationName("clinic").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(_folder, keys)));
            }

            destination.Services.AddSingleton(_bodies);
            destination.AddFallbackHandler<Keeping>();
            destination.UseSqliteInbox($"Data Source={Database}", options => (options.ProtectBodies, options.MaxAttempts) = (protects, maxAttempts));
        },
        (delivery, _) =>
        {
            _bodies.Enqueue(Encoding.Latin1.GetString(delivery.Body.Span));
            return _fails ? throw new InvalidOperationException() : Task.CompletedTask;
        });

    private static RedoxInboxOperations Operations(InboxApplication app) => app.App.Services.GetRequiredService<RedoxInboxOperations>();

    private void Replace(Func<byte[], byte[]> change)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT body FROM redox_inbox_body";
        using var write = connection.CreateCommand();
        write.CommandText = "UPDATE redox_inbox_body SET body = $body";
        write.Parameters.AddWithValue("$body", change((byte[])read.ExecuteScalar()!));
        Assert.Equal(1, write.ExecuteNonQuery());
    }

    private static string Content(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private sealed class Keeping(ConcurrentQueue<string> bodies) : IRedoxFallbackHandler
    {
        public Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            bodies.Enqueue(Encoding.Latin1.GetString(delivery.Body.Span));
            return Task.FromResult(RedoxFallbackResult.Accept);
        }
    }

    private sealed class Broken : IRedoxDataProtector
    {
        public byte[] Protect(byte[] data) => throw new NotSupportedException(Encoding.UTF8.GetString(data));

        public byte[] Unprotect(byte[] protectedData) => throw new NotSupportedException();
    }
}
