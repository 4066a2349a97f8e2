using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Verification;

/// <summary>What the fake reports to a test when something is wrong or missing, and when it reports nothing.</summary>
public sealed class VerificationTests
{
    private static readonly RedoxClock Clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.TimeProvider = Clock);

    [Fact]
    public async Task Dispose_fails_once_for_a_request_with_a_problem()
    {
        await GetAsync("nothing");

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(async () => await _redox.DisposeAsync());

        Assert.StartsWith(
            $"1 finding(s) at the end of RedoxFake:\nNot asked for by the test (Allow or a fault): #1 09:00:00.000 GET /nothing (0 bytes): 404\n    RouteUnknown: ",
            Lines(exception), StringComparison.Ordinal);
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_reports_what_went_wrong_after_a_verification_that_threw()
    {
        await GetAsync("first");
        _redox.Expect<SchedulingCancel>();
        await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => _redox.VerifyAsync(TimeSpan.Zero));
        await GetAsync("second");

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(async () => await _redox.DisposeAsync());

        Assert.StartsWith("1 finding(s) at the end of RedoxFake:\nNot asked for by the test (Allow or a fault): #2 09:00:00.000 GET /second ", Lines(exception), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_of_thousands_of_requests_is_short()
    {
        for (var number = 0; number < 300; number++)
        {
            await GetAsync($"nothing-{number}");
        }

        var text = Lines(await Assert.ThrowsAsync<RedoxFakeVerificationException>(async () => await _redox.DisposeAsync()));

        Assert.StartsWith("300 finding(s) at the end of RedoxFake:\n", text, StringComparison.Ordinal);
        Assert.Contains("/nothing-0 ", text, StringComparison.Ordinal);
        Assert.Contains("\n... and 200 more\n", text, StringComparison.Ordinal);
        Assert.Contains(" earlier lines; Requests has them\n", text, StringComparison.Ordinal);
        Assert.Contains("/nothing-299 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/nothing-150 ", text, StringComparison.Ordinal);
    }

    /// <summary>Dispose does not report that a fault did not happen, only why.</summary>
    [Fact]
    public async Task Dispose_reports_the_exception_of_a_scripts_lambda()
    {
        _redox.Faults.On(FakeRoute.Messages).PerKey(_ => throw new InvalidOperationException("No visit 7.")).Then(Fault.ServerError);
        _redox.Requests.Allow(Enum.GetValues<RequestProblemKind>());
        using var http = _redox.CreateHttpClient();
        using var content = new StringContent("{}");
        using var response = await http.PostAsync("endpoint", content);

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(async () => await _redox.DisposeAsync());

        Assert.StartsWith(
            "1 finding(s) at the end of RedoxFake:\nOn(Messages).PerKey(...): When or PerKey failed with InvalidOperationException at request #1: No visit 7.\n",
            Lines(exception), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allowed_problem_is_not_a_finding()
    {
        await GetAsync("nothing");
        _redox.Requests.Allow(RequestProblemKind.RouteUnknown);

        await _redox.VerifyAsync();
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task A_lenient_fake_reports_problems_only_on_VerifyAsync()
    {
        await using var redox = RedoxFake.InMemory(options => options.Strictness = Strictness.Lenient);
        using var http = redox.CreateHttpClient();
        using var response = await http.GetAsync("nothing");

        await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => redox.VerifyAsync());
    }

    [Fact]
    public async Task An_unregistered_client_is_a_finding_of_the_fake_only()
    {
        await using var tenant = _redox.CreateTenant("visits");
        await SendAsync(tenant, "1");
        await PostAsync("v2/auth/token", "");

        await tenant.VerifyAsync();
        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => _redox.VerifyAsync());

        Assert.Contains("ContentTypeNotForm", exception.Message, StringComparison.Ordinal);
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task A_revoked_token_is_not_a_finding()
    {
        await using var provider = Application(_redox);
        var client = provider.GetRequiredService<IRedoxClient>();
        await client.SendAsync(Appointment("1"));
        _redox.Auth.RevokeTokens();
        await client.SendAsync(Appointment("2"));

        Assert.Contains(_redox.Requests, request => request.Problems.Count > 0);
        await _redox.VerifyAsync();
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task A_met_expectation_is_not_a_finding()
    {
        _redox.Expect<SchedulingNew>(times: 2);
        _redox.Expect(Appointment("1"));
        _redox.Expect("Scheduling", "New", """{"Visit":{"VisitNumber":"2","Duration":30.0,"Reason":null}}""");
        _redox.Expect<SchedulingNew>(message => message.Visit?.Duration == 30, times: 2);
        _redox.Expect<SchedulingCancel>(times: 0);

        await SendAsync(_redox, "1", "2");

        await _redox.VerifyAsync();
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task An_unmet_expectation_shows_how_the_closest_message_differs()
    {
        _redox.Expect("Scheduling", "New", """{"Visit":{"VisitNumber":"8","Duration":30,"Location":{"Room":"12"}},"Patient":{"Identifiers":[{"ID":"1"},{"ID":"2"}]}}""");
        await SendAsync(_redox, "7");
        await SendAsync(_redox, "8");

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => _redox.VerifyAsync(TimeSpan.Zero));

        Assert.Contains(
            $"Expected one: Scheduling.New with the given content. Received none.\n  Closest is {_redox.Requests.Messages[1]}\n"
            + "      Visit.Location.Room: expected \"12\", got nothing\n"
            + "      Patient.Identifiers[1]: expected an object, got nothing\n",
            Lines(exception), StringComparison.Ordinal);
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task Too_many_messages_and_none_are_distinguished()
    {
        await SendAsync(_redox, "7", "8");

        var many = Assert.Throws<RedoxFakeVerificationException>(() => _redox.Requests.AssertReceived<SchedulingNew>());
        Assert.StartsWith($"Expected one: Scheduling.New. Received 2.\n  {_redox.Requests.Messages[0]}\n  {_redox.Requests.Messages[1]}\n", Lines(many), StringComparison.Ordinal);
        var none = Assert.Throws<RedoxFakeVerificationException>(() => _redox.Requests.AssertReceived("Scheduling", "Cancel"));
        Assert.StartsWith("Expected one: Scheduling.Cancel. Received none.\n  No other message of that kind has arrived.\n\n#1 09:00", Lines(none), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssertReceived_returns_the_messages()
    {
        await SendAsync(_redox, "7", "8");

        var message = Assert.Single(_redox.Requests.AssertReceived(new SchedulingNew { Visit = new() { VisitNumber = "8" } }));

        Assert.Equal("3N", message.Visit?.Location?.Department);
        Assert.Equal(2, _redox.Requests.AssertReceived("Scheduling", "New", times: 2).Count);
        Assert.Empty(_redox.Requests.AssertReceived<SchedulingCancel>(times: 0));
    }

    [Fact]
    public async Task A_refused_message_is_shown_but_does_not_count()
    {
        await PostAsync("endpoint", """{"Meta":{"DataModel":"Scheduling","EventType":"New"}}""");

        var exception = Assert.Throws<RedoxFakeVerificationException>(() => _redox.Requests.AssertReceived("Scheduling", "New"));

        Assert.Contains("      it was not accepted", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verification_waits_for_work_in_progress()
    {
        _redox.Expect<SchedulingNew>(times: 2);
        await SendAsync(_redox, "1");

        var verifying = _redox.VerifyAsync(TimeSpan.FromMinutes(1));
        Assert.False(verifying.IsCompleted);
        await SendAsync(_redox, "2");

        await verifying;
    }

    [Fact]
    public async Task A_used_fault_is_not_a_finding()
    {
        _redox.Faults.Next(Fault.Unauthorized);

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => _redox.VerifyAsync(TimeSpan.Zero));
        Assert.Contains("Scripted but not used: ", exception.Message, StringComparison.Ordinal);

        await SendAsync(_redox, "1");
        await _redox.VerifyAsync(TimeSpan.Zero);
        Assert.Equal([401, 200], _redox.Requests.Messages.Select(request => request.Status));
    }

    [Fact]
    public async Task Dispose_ignores_unmet_expectations()
    {
        _redox.Expect<SchedulingNew>();

        await _redox.DisposeAsync();
    }

    [Theory]
    [InlineData("[]", 1)]
    [InlineData("", 1)]
    [InlineData("{}", -1)]
    public void An_invalid_expectation_is_refused(string json, int times) =>
        Assert.ThrowsAny<ArgumentException>(() => _redox.Expect("Scheduling", "New", json, times));

    private static ServiceProvider Application(RedoxTenant tenant) =>
        new ServiceCollection().AddRedoxClient(_ => { }).Services.UseRedoxFake(tenant).BuildServiceProvider();

    private static async Task SendAsync(RedoxTenant tenant, params string[] visits)
    {
        await using var provider = Application(tenant);
        foreach (var visit in visits)
        {
            await provider.GetRequiredService<IRedoxClient>().SendAsync(Appointment(visit));
        }
    }

    private static SchedulingNew Appointment(string visit) => new()
    {
        Meta = new() { Destinations = [new() { ID = "22222222-2222-4222-8222-222222222222" }] },
        Patient = new() { Identifiers = [new() { ID = "1", IDType = "MR" }] },
        Visit = new()
        {
            VisitNumber = visit,
            VisitDateTime = new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero),
            Duration = 30,
            Location = new() { Department = "3N" },
        },
    };

    private static string Lines(Exception exception) => exception.Message.ReplaceLineEndings("\n");

    private async Task GetAsync(string path)
    {
        using var http = _redox.CreateHttpClient();
        using var response = await http.GetAsync(path);
    }

    private async Task PostAsync(string path, string body)
    {
        using var http = _redox.CreateHttpClient();
        using var content = new StringContent(body);
        using var response = await http.PostAsync(path, content);
    }
}
