using Redox.Client.Receiving;
using Redox.Client.Receiving.Inbox;

namespace Redox.Client.Sqlite;

/// <summary>
/// The right to handle the messages of a destination, as long as its <see cref="WorkerFile"/> is held. A deleted file no longer excludes others; so each
/// owner has a number in the database, and gives way to a later one.
/// </summary>
internal sealed class InboxOwnership(
    SqliteInbox inbox, string destination, WorkerFile file, long number, DateTimeOffset keptTime, IReadOnlyList<InboxDeath> deaths) : IInboxOwnership
{
    public DateTimeOffset? KeptTime => keptTime;

    public IReadOnlyList<InboxDeath> Deaths => deaths;

    public string? Loss => inbox.OwnerNumber(destination) == number ? null
        : $"another process took over its messages, because {file.Path} was deleted or replaced; do not touch that file while applications run";

    public Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(DateTimeOffset dueBy, int count, int ahead, IReadOnlySet<long> except, CancellationToken cancellationToken) =>
        Task.FromResult(inbox.Read(destination, dueBy, count, ahead, except));

    public void Begin(int lane, long id) => file.Write(lane, id);

    public void End(int lane) => file.Write(lane, 0);

    public Task KeepTimeAsync(DateTimeOffset now) => inbox.KeepTimeAsync(destination, now);

    public void Dispose() => file.Dispose();
}
