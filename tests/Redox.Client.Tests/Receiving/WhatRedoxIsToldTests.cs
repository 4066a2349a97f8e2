using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Every row of "Responses to Redox" in docs/receiving.md, with and without an inbox and a fallback: the status, and for a refusal one log line that says why.</summary>
public sealed class WhatRedoxIsToldTests
{
    private const string Foreign = """{"Meta":{"DataModel":"Astrology","EventType":"New"}}""";
    private const string SignOn = """{"Meta":{"DataModel":"SSO","EventType":"Sign-on"}}""";
    private const string Refusing = "refusing fallback";

    private static readonly (string, string) Token = ("verification-token", TestDestination.Token);

    /// <summary>What is sent, and what is expected without an inbox and a fallback; with one of them where that makes a difference.</summary>
    private static readonly Case[] Cases =
    [
        new("a handler took the event", "an event", app => app.PostAsync(TestDestination.Appointment()), 200, null),
        new("a query is answered", "a query", app => app.PostAsync(TestDestination.Search), 200, null),
        new("a sign-on", "a sign-on", app => app.PostAsync(SignOn, Token, ("Authorization", $"Bearer {SignOnToken.Of(app.Clock.GetUtcNow())}")), 302, null),
        new("the address is verified", "by POST", app => app.PostAsync($$"""{"challenge":"c","verification-token":"{{TestDestination.Token}}"}""", ("x", "")), 200, "Redox verified the destination"),
        new("the address is verified", "by GET", app => app.GetAsync(("challenge", "c"), Token), 200, "Redox verified the destination"),
        new("the fallback accepted", "an unknown event", app => app.PostAsync(Foreign), 501, "There is no fallback, so the status is 501.")
        {
            Fallback = (200, "The fallback accepted it, so the status is 200."), Inbox = (501, "There is no fallback, so the status is 501."), Both = (200, null),
        },
        new("the fallback refused", "an unknown event to a refusing fallback", app => app.PostAsync(Foreign), 501, "There is no fallback, so the status is 501.")
        {
            Fallback = (422, "The fallback refused it, so the status is 422."), Both = (200, null), Setup = Refusing,
        },
        new("the fallback refused", "no message to a refusing fallback", app => app.PostAsync("CANARY"), 400, "There is no fallback, so the status is 400.")
        {
            Fallback = (422, "The text is not complete JSON"), Both = (200, null), Setup = Refusing,
        },
        new("the body is not a message", "broken JSON", app => app.PostAsync("CANARY"), 400, "The text is not complete JSON") { Fallback = (200, "The text is not complete JSON"), Both = (200, null) },
        new("the body is not a message", "no UTF-8", app => app.PostAsync([0xff, 0xfe]), 400, "The text is not UTF-8") { Fallback = (200, "The text is not UTF-8"), Both = (200, null) },
        new("the body is not a message", "no Meta", app => app.PostAsync("{}"), 400, "The object has no 'Meta' object") { Fallback = (200, "The object has no 'Meta' object"), Both = (200, null) },
        new("a GET without a challenge", "a GET", app => app.GetAsync(), 400, "with 400: a GET verifies the address, but this one has no challenge."),
        new("not verified", "no token", app => app.PostAsync(TestDestination.Appointment(), ("x", "")), 401, "it has no verification token."),
        new("not verified", "another token", app => app.PostAsync(TestDestination.Appointment(), ("verification-token", "CANARY")), 401, "the verification token in its header 'verification-token' is not one of the configured ones."),
        new("not verified", "another bearer token", app => app.PostAsync(TestDestination.Appointment(), ("Authorization", "Bearer CANARY")), 401, "the verification token in its header 'Authorization' is not one of the configured ones."),
        new("not verified", "another token in the body", app => app.PostAsync("""{"challenge":"CANARY","verification-token":"CANARY"}""", ("x", "")), 401, "the verification token in its body is not one of the configured ones."),
        new("not verified", "no text in the body", app => app.PostAsync("""{"challenge":"CANARY","verification-token":7}""", ("x", "")), 401, "the verification token in its body is empty or not a text."),
        new("not verified", "another token in the query", app => app.GetAsync(("challenge", "CANARY"), ("verification-token", "CANARY")), 401, "the verification token in its query is not one of the configured ones."),
        new("not verified", "much of nothing", app => app.PostAsync(new byte[100_000], ("x", "")), 401, "it has no verification token in a header, and its body is larger than a handshake (4096 bytes), so it was not read."),
        new("not verified", "nobody authorized", app => app.PostAsync(TestDestination.Appointment(), Token), 401, "the endpoint did not authorize the request") { Setup = "trusting" },
        new("not verified", "a sign-on without its token", app => app.PostAsync(SignOn, Token), 401, "it is a sign-on, and its SSO token is missing."),
        new("not verified", "a sign-on that expired", app => app.PostAsync(SignOn, ("Authorization", $"Bearer {SignOnToken.Of(app.Clock.GetUtcNow().AddHours(-1))}")), 401, "its SSO token expired at 2024-03-04T12:05:00Z, 3300 s ago."),
        new("neither POST nor GET", "PUT", app => app.SendAsync(new RedoxDestinationRequest { Method = "PUT", Header = _ => null }), 405, "with 405: its method is PUT"),
        new("neither POST nor GET", "no method", app => app.SendAsync(new RedoxDestinationRequest { Method = "CANARY", Header = _ => null }), 405, "with 405: its method is unknown"),
        new("neither POST nor GET", "GET turned off", app => app.GetAsync(("challenge", "c"), Token), 405, "with 405: verifying the address by GET is turned off (AllowGetHandshake)") { Setup = "no GET" },
        new("larger than `MaxBodySize`", "too large", app => app.PostAsync(TestDestination.Appointment().PadRight(2_000)), 413, "with 413: its body is larger than 1000 bytes (MaxBodySize).") { Setup = "small" },
        new("larger than `MaxBodySize`", "announced too large", app => app.PostAsync(TestDestination.Appointment(), Token, ("Content-Length", "1001")), 413, "with 413: its body is larger than 1000 bytes (MaxBodySize).") { Setup = "small" },
        new("not JSON", "no content type", app => app.SendAsync(Of(null)), 415, "with 415: it has no Content-Type. Expected is application/json in UTF-8, without a content encoding."),
        new("not JSON", "text/json", app => app.SendAsync(Of("text/json; charset=utf-8")), 415, "with 415: its Content-Type is 'text/json'."),
        new("not JSON", "a text that is no type", app => app.SendAsync(Of("the patient is \u00e9\r\n 7")), 415, "with 415: its Content-Type is none that is known here."),
        new("not JSON", "a long type", app => app.SendAsync(Of("text/" + new string('x', 100))), 415, "with 415: its Content-Type is none that is known here."),
        new("not JSON", "a type of the sender's own", app => app.SendAsync(Of("text/Zappelphilipp-born-1970")), 415, "with 415: its Content-Type is none that is known here."),
        new("not JSON", "another known type", app => app.SendAsync(Of("TEXT/XML")), 415, "with 415: its Content-Type is 'text/xml'."),
        new("not JSON", "a charset of the sender's own", app => app.SendAsync(Of("application/json; charset=Zappelphilipp")), 415, "with 415: its charset is none that is known here."),
        new("not JSON", "an encoding of the sender's own", app => app.SendAsync(Of("application/json", "Zappelphilipp")), 415, "with 415: its Content-Encoding is none that is known here."),
        new("not JSON", "another charset", app => app.SendAsync(Of("application/json; charset=iso-8859-1")), 415, "with 415: its charset is 'iso-8859-1'."),
        new("not JSON", "compressed", app => app.SendAsync(Of("application/json", "gzip")), 415, "with 415: its Content-Encoding is 'gzip'."),
        new("a handler failed", "a handler that throws", app => app.PostAsync(TestDestination.Appointment()), 500, "its handler Noting`1 failed with InvalidOperationException. RedoxDestinationOptions.LogHandlerExceptions shows the whole exception.")
        {
            Inbox = (200, null), Both = (200, null), Setup = "failing",
        },
        new("a handler failed", "a fallback that throws", app => app.PostAsync(Foreign), 501, "There is no fallback")
        {
            Fallback = (500, "the fallback NotingFallback failed with InvalidOperationException."), Both = (200, null), Setup = "failing",
        },
        new("a handler failed", "a handler without its service", app => app.PostAsync("""{"Meta":{"DataModel":"Scheduling","EventType":"Cancel"}}"""), 500, "Needy could not be created: Unable to resolve service for type 'System.Text.Rune[]' while attempting to activate 'Redox.Client.Tests.Receiving.WhatRedoxIsToldTests+Needy'.")
        {
            Inbox = (200, null), Both = (200, null),
        },
        new("a handler failed", "an inbox that fails", app => app.PostAsync(TestDestination.Appointment()), 200, null) { Inbox = (500, "could not be stored in the inbox (IOException)"), Both = (500, "could not be stored in the inbox (IOException)"), Setup = "troubled" },
        new("a handler failed", "a sign-on that leads nowhere", app => app.PostAsync(SignOn, Token, ("Authorization", $"Bearer {SignOnToken.Of(app.Clock.GetUtcNow())}")), 500, "the handler returned no address") { Setup = "nowhere" },
        new("no handler, and no fallback", "an event", app => app.PostAsync("""{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival"}}"""), 501, "No handler takes it: register one with AddHandler. There is no fallback, so the status is 501.")
        {
            Fallback = (200, "No handler takes it: register one with AddHandler. The fallback accepted it, so the status is 200."), Both = (200, null),
        },
        new("no handler, and no fallback", "a query", app => app.PostAsync("""{"Meta":{"DataModel":"Scheduling","EventType":"AvailableSlots"}}"""), 501, "No query handler takes it: register one with AddQueryHandler. There is no fallback, so the status is 501.")
        {
            Fallback = (501, "The fallback accepted it but cannot answer it, so the status is 501."), Both = (501, "The fallback accepted it but cannot answer it, so the status is 501."),
        },
        new("more values than `MaxValues`", "a few more", app => app.PostAsync(TestDestination.Appointment()), 501, "It has more than 5 values (MaxValues) and was not read. There is no fallback, so the status is 501.")
        {
            Fallback = (200, "It has more than 5 values (MaxValues) and was not read. The fallback accepted it, so the status is 200."), Inbox = (200, null), Both = (200, null), Setup = "few values",
        },
        new("no memory for 5 seconds", "while another is handled", FullAsync, 503, "with 503: for 00:00:05 there was no room for it within MaxMemoryInFlight") { Inbox = (200, null), Both = (200, null), Setup = "full" },
        new("the body comes too slowly", "while another waits", SlowAsync, 503, "with 503: others waited for room within MaxMemoryInFlight (360000 bytes), and its body arrived too slowly to keep its own.") { Setup = "little memory" },
        new("a query was refused", "refused", app => app.PostAsync(TestDestination.Search), 422, "was refused by its handler with 422.") { Setup = "refused query" },
        new("a query was refused", "failed", app => app.PostAsync(TestDestination.Search), 500, "its handler Searching failed with InvalidOperationException.") { Setup = "failing" },
        new("a query was refused", "invalid", app => app.PostAsync(TestDestination.Search), 500, "the response of its handler is not valid.") { Setup = "null answer" },
        new("a query was refused", "late", LateAsync, 504, "was not answered within 00:01:50.") { Setup = "late query" },
        new("an earlier delivery", "while the first is in its handler", SecondAsync, 500, "came again, but its earlier delivery is still being handled after 00:01:00.") { Inbox = (200, null), Both = (200, null), Setup = "hanging" },
    ];

    public static TheoryData<string, string, bool, bool> Combinations
    {
        get
        {
            var data = new TheoryData<string, string, bool, bool>();
            foreach (var (row, name) in Cases.Select(one => (one.Row, one.Name)))
            {
                data.Add(row, name, false, false);
                data.Add(row, name, false, true);
                data.Add(row, name, true, false);
                data.Add(row, name, true, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task A_refusal_is_one_line_that_says_why(string row, string name, bool hasInbox, bool hasFallback)
    {
        var told = Array.Find(Cases, one => one.Row == row && one.Name == name)!;
        var (status, reason) = told.Expected(hasInbox, hasFallback);
        await using var app = App(told.Setup, hasInbox, hasFallback);

        var reply = await told.Send(app);

        Assert.Equal(status, reply.StatusCode);
        var lines = app.Services.GetFakeLogCollector().GetSnapshot().Where(line => line.Level >= LogLevel.Information && line.Id.Id is not (68 or 70 or 72)).Select(Text).ToList();
        if (reason is null)
        {
            Assert.Empty(lines);
        }
        else
        {
            Assert.Contains(reason, Assert.Single(lines), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("CANARY", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET PATIENT", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(TestDestination.Token, app.Log, StringComparison.Ordinal);
    }

    /// <summary>The server's own verdict is the one row that no destination answers.</summary>
    [Fact]
    public void Every_row_of_the_page_is_here()
    {
        var rows = RepositoryFiles.Read("docs/receiving.md").Split("| what happened | status | what Redox does |")[1].Split("\n\n")[0].Split('\n').Skip(2).Where(line => line.Length > 0).ToList();

        Assert.InRange(rows.Count, 15, 30);
        Assert.All(rows, row => Assert.Contains(Cases.Select(one => one.Row).Append("the body breaks off"), start => row.StartsWith($"| {start}", StringComparison.Ordinal)));
        Assert.All(Cases, one => Assert.Contains(rows, row => row.StartsWith($"| {one.Row}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_one_line_too()
    {
        await using var app = App(null, false, false);

        await Assert.ThrowsAsync<EndOfStreamException>(() => app.SendAsync(new RedoxDestinationRequest
        {
            Method = "POST",
            Header = TestDestination.Lookup(Token, ("Content-Type", "application/json")),
            Body = new BrokenStream(),
        }));

        Assert.Equal("The body of a request to the destination 'default' ended too early, or the server cut it off (EndOfStreamException).", Text(Assert.Single(app.Services.GetFakeLogCollector().GetSnapshot())));
    }

    private static string Text(FakeLogRecord line) => line.Message;

    private static TestDestination App(string? setup, bool hasInbox, bool hasFallback) => new(
        destination =>
        {
            destination
                .AddHandler<SchedulingNew, Noting<SchedulingNew>>()
                .AddHandler<SchedulingCancel, Needy>()
                .AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>()
                .AddSignOnHandler<Leading>();
            _ = hasFallback ? destination.AddFallbackHandler<NotingFallback>() : destination;
            _ = hasInbox ? destination.UseInbox(_ => new TroubledInbox { StoreFailures = setup == "troubled" ? 1 : 0 }) : destination;
            _ = setup == "hanging" ? destination.SkipDuplicates() : destination;
        },
        options =>
        {
            options.SsoSecrets.Add(SignOnToken.Secret);
            options.TrustEndpointAuthorization = setup == "trusting";
            options.AllowGetHandshake = setup != "no GET";
            options.MaxBodySize = setup == "small" ? 1_000 : options.MaxBodySize;
            options.MaxValues = setup == "few values" ? 5 : options.MaxValues;
            if (setup is "full" or "little memory")
            {
                (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (100_000, 100, 360_000);
            }
        },
        services => services
            .AddScoped(provider => new Noting<SchedulingNew>(
                provider.GetRequiredService<Journal>(),
                (_, _) => setup == "failing" ? throw new InvalidOperationException("CANARY") : setup is "hanging" or "full" ? new TaskCompletionSource().Task : Task.CompletedTask))
            .AddScoped(provider => setup == "failing"
                ? new NotingFallback(provider.GetRequiredService<Journal>(), null!, new InvalidOperationException("CANARY"))
                : new NotingFallback(provider.GetRequiredService<Journal>(), setup == Refusing ? RedoxFallbackResult.Refuse(422) : RedoxFallbackResult.Accept))
            .AddScoped(_ => new Leading(setup == "nowhere" ? null! : new Uri("https://clinic.example/session")))
            .AddScoped(_ => new Searching(async (_, token) => setup switch
            {
                "failing" => throw new InvalidOperationException("CANARY"),
                "refused query" => throw new RedoxQueryRefusedException("Give a name of SECRET PATIENT.", 422),
                "null answer" => null!,
                "late query" => await Task.FromCanceled<PatientSearchResponse>(await CancelledAsync(token)),
                _ => new PatientSearchResponse(),
            })));

    private static async Task<CancellationToken> CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
        return token;
    }

    private static async Task<RedoxDestinationResponse> LateAsync(TestDestination app)
    {
        var reply = app.PostAsync(TestDestination.Search);
        app.Clock.Advance(TimeSpan.FromSeconds(110));
        return await reply;
    }

    private static async Task<RedoxDestinationResponse> SecondAsync(TestDestination app)
    {
        var first = app.PostAsync(TestDestination.Appointment());
        var second = app.PostAsync(TestDestination.Appointment());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        return await (first.IsCompleted ? first : second.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static async Task<RedoxDestinationResponse> FullAsync(TestDestination app)
    {
        var body = TestDestination.Appointment().Replace("CANARY", new string('x', 90_000), StringComparison.Ordinal);
        var first = app.PostAsync(body);
        var second = app.PostAsync(body);
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        return await (first.IsCompleted ? first : second.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static async Task<RedoxDestinationResponse> SlowAsync(TestDestination app)
    {
        var slow = new SlowSender(app, new byte[100_000]);
        await slow.SendAsync(65_600); // With more than 64 KB it has room for all.
        var other = app.PostAsync(TestDestination.Appointment().Replace("CANARY", new string('x', 90_000), StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(200, (await other.WaitAsync(SlowSender.Limit)).StatusCode);
        await slow.SendAsync(100_000);
        return await slow.Reply.WaitAsync(SlowSender.Limit);
    }

    private static RedoxDestinationRequest Of(string? contentType, string? encoding = null) => new()
    {
        Method = "POST",
        Header = name => name switch { "verification-token" => TestDestination.Token, "Content-Type" => contentType, "Content-Encoding" => encoding, _ => null },
        Body = new MemoryStream(Encoding.UTF8.GetBytes(TestDestination.Appointment())),
    };

    private sealed record Case(string Row, string Name, Func<TestDestination, Task<RedoxDestinationResponse>> Send, int Status, string? Reason)
    {
        public (int, string?)? Fallback { get; init; }

        public (int, string?)? Inbox { get; init; }

        public (int, string?)? Both { get; init; }

        public string? Setup { get; init; }

        public (int Status, string? Reason) Expected(bool hasInbox, bool hasFallback) =>
            (hasInbox, hasFallback) switch { (true, true) => Both, (true, false) => Inbox, (false, true) => Fallback, _ => null } ?? (Status, Reason);
    }

    /// <summary>Needs what nobody registered.</summary>
    private sealed class Needy(Rune[] unregistered) : IRedoxHandler<SchedulingCancel>
    {
        public Task HandleAsync(SchedulingCancel message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult(unregistered);
    }

    private sealed class Leading(Uri address) : IRedoxSignOnHandler
    {
        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult(address);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new EndOfStreamException("CANARY");
    }
}
