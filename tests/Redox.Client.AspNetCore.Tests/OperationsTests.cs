using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>What an operator sees of an inbox over HTTP, and what becomes of parked messages.</summary>
public sealed class OperationsTests
{
    public static TheoryData<string> Stores => ["memory", "sqlite"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Parked_messages_are_counted_and_listed(string store)
    {
        await using var host = await OperationsHost.StartAsync(store);
        Assert.Equal((0, 0, 0), await host.CountAsync());

        var ids = await host.ParkAsync("a", "b", "c");

        Assert.Equal((0, 0, 3), await host.CountAsync());
        var inbox = Assert.Single((await host.GetAsync())["inboxes"]!);
        Assert.Equal(("", 0.0), ((string?)inbox["destination"], (double)inbox["oldestAge"]!));
        var page = await host.ListAsync("count=2");
        Assert.Equal(["a", "b"], LogIds(page));
        Assert.Equal(ids[1], (long)page["next"]!);
        page = await host.ListAsync($"count=2&after={ids[1]}");
        Assert.Equal(["c"], LogIds(page));
        Assert.Null(page["next"]);
        var message = page["messages"]![0]!;
        Assert.Equal(
            (ids[2], "parked", 1, 0, "System.InvalidOperationException", OperationsHost.Appointment("c").Length),
            ((long)message["id"]!, (string?)message["state"], (int)message["attempts"]!, (int)message["deaths"]!, (string?)message["failure"]!["type"], (int)message["size"]!));
        Assert.InRange((double)message["age"]!, 0, 600);
        Assert.InRange(DateTimeOffset.Parse((string)message["parkedAt"]!, null), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);
        Assert.Equal(
            ["age", "attempts", "behind", "deaths", "failure", "id", "logId", "parkedAt", "receivedAt", "size", "state"],
            message.Children<JProperty>().Select(member => member.Name).Order(StringComparer.Ordinal)); // No key, and nothing of the body.
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task One_several_and_all_parked_messages_are_replayed(string store)
    {
        await using var host = await OperationsHost.StartAsync(store);
        var ids = await host.ParkAsync("a", "b", "c", "d", "e");
        host.Verdict.Fails = false;

        Assert.Equal(1, await host.ChangeAsync("replay", $$"""{"ids":[{{ids[1]}}]}"""));
        await host.IdleAsync();
        Assert.Equal(["b"], host.Verdict.Handled);
        Assert.Equal(2, await host.ChangeAsync("replay", $$"""{"ids":[{{ids[3]}},{{ids[0]}},{{ids[1]}},{{ids[0]}}],"destination":""}""")); // One is handled, one is named twice.
        await host.IdleAsync();
        Assert.Equal(["b", "a", "d"], host.Verdict.Handled);
        Assert.Equal(2, await host.ChangeAsync("replay", """{"all":true}"""));
        await host.IdleAsync();
        Assert.Equal(["b", "a", "d", "c", "e"], host.Verdict.Handled);
        Assert.Equal(0, await host.ChangeAsync("replay", """{"all":true}"""));
        Assert.Equal((0, 0, 0), await host.CountAsync());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task One_several_and_all_parked_messages_are_discarded(string store)
    {
        await using var host = await OperationsHost.StartAsync(store);
        var ids = await host.ParkAsync("a", "b", "c", "d", "e");
        host.Verdict.Fails = false;

        Assert.Equal(1, await host.ChangeAsync("discard", $$"""{"ids":[{{ids[1]}}]}"""));
        Assert.Equal(2, await host.ChangeAsync("discard", $$"""{"ids":[{{ids[0]}},{{ids[1]}},{{ids[2]}}]}"""));
        Assert.Equal(["d", "e"], LogIds(await host.ListAsync()));
        Assert.Equal(2, await host.ChangeAsync("discard", """{"all":true}"""));

        foreach (var id in ids)
        {
            using var response = await host.Http.GetAsync(new Uri($"{OperationsHost.Path}/messages/{id}/body", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Empty(await host.ParkAsync("a", "b")); // Their log IDs are remembered.
        Assert.Empty(host.Verdict.Handled);
        Assert.Equal((0, 0, 0), await host.CountAsync());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_body_is_exported_as_it_came(string store)
    {
        await using var host = await OperationsHost.StartAsync(store);
        var id = Assert.Single(await host.ParkAsync("a"));

        using var response = await host.Http.GetAsync(new Uri($"{OperationsHost.Path}/messages/{id}/body", UriKind.Relative));

        Assert.Equal(OperationsHost.Appointment("a"), await response.Content.ReadAsStringAsync());
        Assert.Equal(
            (HttpStatusCode.OK, true, "application/octet-stream", "attachment", $"redox-message-{id}.json", "nosniff"),
            (response.StatusCode, response.Headers.CacheControl?.NoStore, response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentDisposition?.DispositionType,
                response.Content.Headers.ContentDisposition?.FileName?.Trim('"'), string.Join(',', response.Headers.GetValues("X-Content-Type-Options"))));
        Assert.Contains($"The body of message {id} of the inbox of the destination 'default' is exported.", host.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "text=true", "CANARY of the handler")]
    [InlineData(true, "", null)]
    [InlineData(true, "text=false", null)]
    [InlineData(false, "text=true", null)]
    public async Task Text_of_a_failure_is_shown_when_it_is_kept_and_asked_for(bool isKept, string query, string? text)
    {
        await using var host = await OperationsHost.StartAsync(keepText: isKept);
        await host.ParkAsync("a");

        var failure = (await host.ListAsync(query))["messages"]![0]!["failure"]!;

        Assert.Equal(("System.InvalidOperationException", text), ((string?)failure["type"], (string?)failure["text"]));
    }

    [Fact]
    public async Task Each_destination_has_its_own_messages()
    {
        await using var host = await OperationsHost.StartAsync(
            services: services => services.AddRedoxDestination("lab", options => options.VerificationTokens.Add(TestHost.Token))
                .AddHandler<SchedulingNew, OperationsHost.Handler>().UseInMemoryInbox(options => options.MaxAttempts = 1),
            map: app =>
            {
                app.MapRedoxDestination("/redox");
                app.MapRedoxDestination("/lab", "lab");
                app.MapRedoxOperations("/ops").RequireAuthorization("operators");
                app.MapRedoxOperations().RequireAuthorization("operators");
            });
        await host.ParkAsync("a");
        using (var stored = await host.Http.SendAsync(TestHost.Post(System.Text.Encoding.UTF8.GetBytes(OperationsHost.Appointment("of-the-lab")), path: "/lab")))
        {
            stored.EnsureSuccessStatusCode();
        }

        await host.IdleAsync();
        Assert.Equal(["", "lab"], (await host.GetAsync())["inboxes"]!.Select(inbox => (string?)inbox["destination"]));
        Assert.Equal("lab", (string?)Assert.Single((await host.GetAsync("?destination=lab"))["inboxes"]!)["destination"]);
        Assert.Equal(["a"], LogIds(await host.ListAsync()));
        Assert.Equal(["of-the-lab"], LogIds(await host.ListAsync("destination=lab")));
        Assert.Equal(1, await host.ChangeAsync("discard", """{"all":true,"destination":"lab"}"""));
        Assert.Equal(["a"], LogIds(await host.ListAsync()));
        using var other = await host.Http.GetAsync(new Uri("/ops/messages", UriKind.Relative));
        Assert.Contains("\"a\"", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_message_that_many_replay_at_once_is_handled_once(string store)
    {
        await using var host = await OperationsHost.StartAsync(store);
        string[] logIds = [.. Enumerable.Range(0, 100).Select(number => $"log-{number:000}")];
        var ids = await host.ParkAsync(logIds);
        host.Verdict.Fails = false;

        var counts = await Task.WhenAll(Enumerable.Range(0, 10).Select(caller =>
            host.ChangeAsync("replay", caller % 2 == 0 ? """{"all":true}""" : $$"""{"ids":[{{string.Join(',', ids)}}]}""")));
        await host.IdleAsync();

        Assert.Equal(100, counts.Sum());
        Assert.Equal(logIds, host.Verdict.Handled);
    }

    [Fact]
    public async Task An_inbox_that_cannot_be_read_is_reported()
    {
        await using var host = await OperationsHost.StartAsync("sqlite");
        await host.ParkAsync("a");
        await ((IAsyncDisposable)host.Services.GetRequiredKeyedService<IRedoxInbox>("")).DisposeAsync();

        foreach (var path in new[] { "", "/messages", "/messages/1/body" })
        {
            using var response = await host.Http.GetAsync(new Uri(OperationsHost.Path + path, UriKind.Relative));
            await IsProblemAsync(response, 503, "The inbox of the destination 'default' could not be read or written (ObjectDisposedException).");
        }

        foreach (var path in new[] { "/replay", "/discard" })
        {
            using var response = await host.PostAsync(path, """{"all":true}""");
            await IsProblemAsync(response, 503, "could not be read or written");
        }
    }

    private static List<string> LogIds(JToken page) => [.. page["messages"]!.Select(message => (string)message["logId"]!)];

    internal static async Task IsProblemAsync(HttpResponseMessage response, int status, string detail)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal((status, true, "application/problem+json"), ((int)response.StatusCode, response.Headers.CacheControl?.NoStore, response.Content.Headers.ContentType?.ToString()));
        var problem = JObject.Parse(text);
        Assert.Equal(status, (int)problem["status"]!);
        Assert.Contains(detail, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Empty(response.Content.Headers.ContentDisposition?.ToString() ?? "");
        Assert.DoesNotContain("CANARY", text, StringComparison.Ordinal);
    }
}
