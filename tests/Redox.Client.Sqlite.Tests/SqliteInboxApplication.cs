using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

internal static class SqliteInboxApplication
{
    extension(InboxApplication)
    {
        /// <summary>On a SQLite file, with a handler of new appointments.</summary>
        public static Task<InboxApplication> StartAsync(string file, Func<RedoxDeliveryContext, CancellationToken, Task>? handle = null, Action<RedoxInboxOptions>? configure = null, bool fallback = false, TimeSpan standstill = default) =>
            InboxApplication.StartAsync(destination => destination.UseSqliteInbox($"Data Source={file}", configure), handle, fallback, standstill);
    }
}
