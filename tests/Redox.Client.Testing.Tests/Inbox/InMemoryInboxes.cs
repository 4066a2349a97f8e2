using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Tests.Inbox;

/// <summary>Inboxes in memory, as an application gets them.</summary>
internal static class InMemoryInboxes
{
    public static IRedoxInbox Create()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UseInMemoryInbox();
        return services.BuildServiceProvider().GetRequiredKeyedService<IRedoxInbox>("");
    }

    public static RedoxInboxSuiteSubject SubjectOf(IRedoxInbox inbox, Func<Task>? opening = null) => new()
    {
        OpenAsync = async _ =>
        {
            await (opening?.Invoke() ?? Task.CompletedTask);
            return inbox;
        },
        ExpireLeaseAsync = (lease, destination, cancellationToken) => inbox.ExtendAsync(destination, [lease], TimeSpan.Zero, cancellationToken),
    };
}
