using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Redox.Client.PostgreSql;

/// <summary>The advisory lock of a destination, until the transaction ends. Claims share it; what changes the order of messages, or depends on all claims, has it alone.</summary>
internal sealed class DestinationLock(string schema)
{
    // While somebody waits for it alone, everybody else waits behind him, and a machine that froze while messages were sent to it has it for as long as the network allows.
    private const string WaitBriefly = "set local lock_timeout = '2s'";

    public void AddShared(NpgsqlBatch batch, string destination) => batch.Add("select pg_advisory_xact_lock_shared($1)").With(NumberOf(destination));

    /// <summary>Fails with <see cref="SqlStates.LockNotAvailable"/> when others have it for longer than two seconds.</summary>
    public void AddAlone(NpgsqlBatch batch, string destination)
    {
        batch.Add(WaitBriefly);
        batch.Add("select pg_advisory_xact_lock($1)").With(NumberOf(destination));
    }

    private long NumberOf(string destination) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.Unicode.GetBytes($"redox inbox\n{schema}\n{destination}")));
}
