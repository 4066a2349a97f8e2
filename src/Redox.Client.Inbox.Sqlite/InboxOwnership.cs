using Redox.Client.Receiving;
using Redox.Client.Receiving.Inbox;

namespace Redox.Client.Inbox.Sqlite;

/// <summary>The right to handle the messages of a destination, as long as its <see cref="WorkerFile"/> is held.</summary>
internal sealed class InboxOwnership(SqliteInbox inbox, string destination, WorkerFile file, DateTimeOffset keptTime, IReadOnlyList<InboxDeath> deaths) : IInboxOwnership
{
    public DateTimeOffset? KeptTime => keptTime;

    public IReadOnlyList<InboxDeath> Deaths => deaths;

    public Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(DateTimeOffset dueBy, int count, int ahead, IReadOnlySet<long> except, CancellationToken cancellationToken) =>
        Task.FromResult(inbox.Read(destination, dueBy, count, ahead, except));

    public void Begin(int lane, long id) => file.Write(lane, id);

    public void End(int lane) => file.Write(lane, 0);

    public Task KeepTimeAsync(DateTimeOffset now) => inbox.KeepTimeAsync(destination, now);

    public void Dispose() => file.Dispose();
}
