using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Shared;
using Shared.Clocks;

namespace Redox.Client.Testing.Tests.Faults;

/// <summary>What the client makes of each fault, as <c>docs/testing-faults.md</c> tells it: the tables there are the test data.</summary>
public sealed partial class FaultOutcomeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // So that a test that fails ends.

    private static readonly Dictionary<string, Fault> Made = new()
    {
        [nameof(Fault.BadRequest)] = Fault.BadRequest(new FaultError("no")),
        [nameof(Fault.OkWithErrors)] = Fault.OkWithErrors(new FaultError("no")),
        [nameof(Fault.TooManyRequests)] = Fault.TooManyRequests(),
        [nameof(Fault.ServiceUnavailable)] = Fault.ServiceUnavailable(),
        [nameof(Fault.Slow)] = Fault.Slow(TimeSpan.FromMilliseconds(1)),
        [nameof(Fault.NotHttp)] = Fault.NotHttp("220 mail.example ESMTP"),
        [nameof(Fault.OversizedResponse)] = Fault.OversizedResponse(),
        [nameof(Fault.InvalidRequest)] = Fault.InvalidRequest(),
        [nameof(Fault.OAuthError)] = Fault.OAuthError("invalid_client", "no"),
    };

    public static TheoryData<string, bool, string, string, string, string> MessageRows => Rows("## Messages", cells =>
        (cells[0], cells[2] == "yes", cells[3], cells[4], cells[5].Split('/')[0].Trim(), cells[5].Split('/')[1].Trim()));

    public static TheoryData<string, string, string, string> TokenRows
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (var cells in Table("## Requests for a token"))
            {
                rows.Add(cells[0], cells[2], cells[3], cells[4]);
            }

            return rows;
        }
    }

    private static HashSet<string> InMemoryOnly { get; } =
        [.. Table("## Messages").Where(cells => cells[1].StartsWith("in memory only", StringComparison.Ordinal)).Select(cells => cells[0])];

    [Theory]
    [MemberData(nameof(MessageRows))]
    public async Task A_fault_of_a_message_is_what_the_page_says(string fault, bool taken, string exception, string delivery, string events, string queries)
    {
        Assert.Equal((exception, delivery, events), await MeetAsync(FakeRoute.Messages, fault, query: false, inMemory: true, taken));
        Assert.Equal((exception, delivery, queries), await MeetAsync(FakeRoute.Messages, fault, query: true, inMemory: true, taken));
        if (InMemoryOnly.Contains(fault))
        {
            return;
        }

        Assert.Equal((exception, delivery, events), await MeetAsync(FakeRoute.Messages, fault, query: false, inMemory: false, taken));
        Assert.Equal((exception, delivery, queries), await MeetAsync(FakeRoute.Messages, fault, query: true, inMemory: false, taken));
    }

    [Theory]
    [MemberData(nameof(TokenRows))]
    public async Task A_fault_of_a_token_request_is_what_the_page_says(string fault, string exception, string delivery, string sent)
    {
        Assert.Equal((exception, delivery, sent), await MeetAsync(FakeRoute.Token, fault, query: false, inMemory: true, taken: false));
        Assert.Equal((exception, delivery, sent), await MeetAsync(FakeRoute.Token, fault, query: false, inMemory: false, taken: false));
    }

    [Fact]
    public void Every_fault_has_a_row() => Assert.Equal(
        typeof(Fault).GetMembers().Where(member => member.DeclaringType == typeof(Fault) && member.Name is not ("Response" or "Held" or "ToString") && !member.Name.StartsWith("get_", StringComparison.Ordinal))
            .Select(member => member.Name).Distinct().Order(),
        Table("## Messages").Concat(Table("## Requests for a token")).Select(cells => cells[0]).Distinct().Order());

    private static async Task<(string Exception, string Delivery, string Sent)> MeetAsync(FakeRoute route, string fault, bool query, bool inMemory, bool taken)
    {
        var clock = new SkippingClock();
        await using var redox = inMemory ? RedoxFake.InMemory(options => options.TimeProvider = clock.Time) : await RedoxFake.StartAsync(options => options.TimeProvider = clock.Time);
        redox.Data.AddPatient(patient => patient.Identifier("0000000001", "MR"));
        redox.Faults.On(route).ThenAlways(Made.TryGetValue(fault, out var made) ? made : (Fault)typeof(Fault).GetProperty(fault)!.GetValue(null)!);
        var services = new ServiceCollection();
        services.AddRedoxClient(options => options.ValidateBeforeSending = false);
        services.UseRedoxFake(redox);
        services.AddSingleton<TimeProvider>(clock); // The same time, and waits between attempts are over at once.
        await using var provider = services.BuildServiceProvider();

        var outcome = await OutcomeAsync(provider.GetRequiredService<IRedoxClient>(), fault, query, redox, clock);

        var sent = route == FakeRoute.Messages ? redox.Requests.Messages : redox.Requests.Tokens;
        Assert.All(sent, request => Assert.NotNull(request.Fault));
        Assert.All(redox.Requests.Messages, request => Assert.Equal(taken, request.Accepted));
        return (outcome?.GetType().Name ?? "none", outcome?.Delivery.ToString() ?? "", sent.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<RedoxException?> OutcomeAsync(IRedoxClient client, string fault, bool query, RedoxFake redox, SkippingClock clock)
    {
        var destinations = new SystemReference[] { new() { ID = "af394f14-b34a-464f-8d24-895f370af4c9" } };
        Task call = query
            ? client.QueryAsync(new PatientSearchQuery { Meta = new() { Destinations = destinations }, Patient = new() { Identifiers = [new() { ID = "0000000001", IDType = "MR" }] } })
            : client.SendAsync(Complete(destinations));

        if (fault is nameof(Fault.NoResponse) or nameof(Fault.StalledBody))
        {
            // Silence lasts until the client's own time limit.
            await redox.Requests.WaitForAsync(request => request.EventType is not null, Patience);
            clock.Advance(TimeSpan.FromSeconds(121));
        }
        else if (fault is nameof(Fault.Slow))
        {
            await redox.Requests.WaitForAsync(request => request.EventType is not null, Patience);
            using var end = new CancellationTokenSource(Patience);
            while (!call.IsCompleted)
            {
                await clock.Time.AdvanceAsync(TimeSpan.FromMilliseconds(1), end.Token);
            }
        }

        var exception = (RedoxException?)await Record.ExceptionAsync(() => call.WaitAsync(Patience));
        await redox.Requests.WaitForAsync(_ => redox.Requests.All(request => request.State != RequestState.Received), Patience);
        return exception;
    }

    private static SchedulingNew Complete(SystemReference[] destinations) => new()
    {
        Meta = new() { Destinations = destinations },
        Patient = new() { Identifiers = [new() { ID = "0000000001", IDType = "MR" }] },
        Visit = new() { VisitNumber = "7", VisitDateTime = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), Duration = 30, Location = new() { Department = "3N" } },
    };

    private static TheoryData<string, bool, string, string, string, string> Rows(string heading, Func<string[], (string, bool, string, string, string, string)> read)
    {
        var rows = new TheoryData<string, bool, string, string, string, string>();
        foreach (var (fault, taken, exception, delivery, events, queries) in Table(heading).Select(read))
        {
            rows.Add(fault, taken, exception, delivery, events, queries);
        }

        return rows;
    }

    private static IEnumerable<string[]> Table(string heading) => File.ReadLines(Path.Combine(RepositoryFiles.Root, "docs", "testing-faults.md"))
        .SkipWhile(line => line != heading)
        .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|').Select(cell => Code().Replace(cell.Trim(), "$1")).ToArray());

    [GeneratedRegex("^`([^`]+)`$")]
    private static partial Regex Code();
}
