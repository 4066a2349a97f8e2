using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Operations;

/// <summary>The operations of the inboxes over HTTP.</summary>
internal static class OperationsEndpoint
{
    /// <summary>Runs one of them. Its refusals and failures become problem details.</summary>
    public static async Task InvokeAsync(HttpContext context, Func<HttpContext, Task> handle)
    {
        AuthorizationCheck.Of(context.GetEndpoint()); // The server listens for a moment before the application is checked.
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await handle(context).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            await OperationsResponse.WriteAsync(context, refused.Status, refused.Message).ConfigureAwait(false);
        }
        catch (RedoxInboxUnavailableException exception)
        {
            await OperationsResponse.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            context.Abort(); // Nobody is there to respond to.
        }
    }

    public static async Task CountAsync(HttpContext context)
    {
        var inboxes = context.Request.Query.ContainsKey("destination") ? [Inbox(context, OperationsQuery.DestinationOf(context.Request.Query))] : All(context);
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var counts = new List<InboxNumbers>();
        foreach (var inbox in inboxes)
        {
            counts.Add(InboxNumbers.Of(inbox.Destination, await inbox.CountAsync(context.RequestAborted).ConfigureAwait(false), time.GetUtcNow()));
        }

        await OperationsResponse.WriteAsync(context, new InboxList(counts), OperationsJson.Default.InboxList).ConfigureAwait(false);
    }

    public static async Task ListAsync(HttpContext context)
    {
        var query = OperationsQuery.Of(context.Request.Query);
        var items = await Inbox(context, query.Destination).ListAsync(query.State, query.After, query.Count, context.RequestAborted).ConfigureAwait(false);
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var page = new MessageList([.. items.Select(item => ListedMessage.Of(item, now, query.ShowText))], items.Count == query.Count ? items[^1].Id : null);
        await OperationsResponse.WriteAsync(context, page, OperationsJson.Default.MessageList).ConfigureAwait(false);
    }

    public static async Task ExportAsync(HttpContext context)
    {
        var inbox = Inbox(context, OperationsQuery.DestinationOf(context.Request.Query));
        var id = OperationsQuery.IdOf(context.GetRouteValue("id"));
        var response = context.Response;

        // To be saved: it is text from outside, and must not become a page of this site.
        response.ContentType = "application/octet-stream";
        response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"redox-message-{id}.json\"");
        response.Headers.XContentTypeOptions = "nosniff";
        if (!await inbox.ExportAsync(id, response.Body, context.RequestAborted).ConfigureAwait(false))
        {
            throw new RefusedException(StatusCodes.Status404NotFound, "There is no message with this ID, or it has been handled or discarded.");
        }
    }

    public static Task ReplayAsync(HttpContext context) => ChangeAsync(context, (inbox, messages) => inbox.ReplayAsync(messages, context.RequestAborted));

    public static Task DiscardAsync(HttpContext context) => ChangeAsync(context, (inbox, messages) => inbox.DiscardAsync(messages, context.RequestAborted));

    private static async Task ChangeAsync(HttpContext context, Func<RedoxInboxOperations, RedoxParkedMessages, Task<int>> change)
    {
        OperationsQuery.RefuseDestination(context.Request.Query);
        var asked = await OperationsRequest.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        var messages = asked.Which();
        var count = await change(Inbox(context, asked.Destination ?? ""), messages).ConfigureAwait(false);
        await OperationsResponse.WriteAsync(context, new ChangedMessages(count), OperationsJson.Default.ChangedMessages).ConfigureAwait(false);
    }

    private static RedoxInboxOperations Inbox(HttpContext context, string destination) => context.RequestServices.GetKeyedService<RedoxInboxOperations>(destination)
        ?? throw new RefusedException(
            StatusCodes.Status404NotFound,
            $"{(destination.Length == 0 ? "The default destination has no inbox" : "There is no destination of this name with an inbox")}. Name one of these as 'destination': "
            + $"{string.Join(", ", All(context).Select(inbox => $"'{inbox.Destination}'"))}.");

    private static IEnumerable<RedoxInboxOperations> All(HttpContext context) =>
        context.RequestServices.GetKeyedServices<RedoxInboxOperations>(KeyedService.AnyKey).OrderBy(inbox => inbox.Destination, StringComparer.Ordinal);
}
