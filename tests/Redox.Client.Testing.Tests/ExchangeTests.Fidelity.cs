using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests;

/// <summary>Which behaviours decided a reply, and what becomes of a test that leaned on an assumption.</summary>
public abstract partial class ExchangeTests
{
    private const string SearchById = """{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""";

    [Fact]
    public async Task A_message_and_a_search_by_identifier_lean_on_no_assumption()
    {
        await RefuseAssumedAsync();

        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Equal(200, (await PostWithTokenAsync(SearchById)).Status);

        Assert.Equal(["ReplyAcknowledgement", "ReplyLogs"], _redox.Requests.Messages[0].Behaviours.Select(behaviour => behaviour.Id));
        Assert.All(_redox.Requests, request => Assert.DoesNotContain(request.Behaviours, behaviour => behaviour.Certainty == Certainty.Assumed));
        await _redox.VerifyAsync();
    }

    [Fact]
    public async Task A_test_that_leaned_on_an_assumption_fails_when_told_so()
    {
        await RefuseAssumedAsync();
        var search = JObject.Parse(SearchById);
        search["Patient"] = JObject.Parse("""{"Demographics":{"LastName":"Featherstone"}}""");

        await PostWithTokenAsync(search.ToString(), "query");

        var exception = await Assert.ThrowsAsync<RedoxVerificationException>(() => _redox.VerifyAsync());
        Assert.Contains(
            "#2 POST /query leaned on the assumption QueryPatientRules: PatientSearch: identifiers decide alone when there are any; otherwise every name and birth date that is given has to fit",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_being_told_a_test_leans_on_what_it_likes()
    {
        _redox.Faults.Next(Fault.ServiceUnavailable());

        await PostWithTokenAsync(Appointment);

        await _redox.VerifyAsync();
        Assert.Equal("FaultServiceUnavailable", Assert.Single(_redox.Requests.Messages[0].Behaviours).Id);
    }

    [Fact]
    public async Task A_fault_that_is_assumed_counts_and_an_accepted_one_does_not()
    {
        await RefuseAssumedAsync("ReplyWords");
        _redox.Faults.Next(Fault.Unauthorized).Then(Fault.DropBeforeAcceptance);
        var token = "Bearer " + await GetTokenAsync();
        await PostAsync(Appointment, token);
        await _redox.Requests.WaitForAsync(request => request.Status == 401);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Appointment, token));

        var exception = await Assert.ThrowsAsync<RedoxVerificationException>(() => _redox.VerifyAsync());
        Assert.Contains("#3 POST /endpoint leaned on the assumption FaultConnections", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ReplyWords", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aud", "https://elsewhere.example/token", "TokenRefusalStatus")]
    [InlineData("sub", "someone", "TokenRefusalStatus TokenSubjectText")]
    public async Task A_refused_assertion_names_what_is_assumed_of_the_refusal(string claim, string value, string assumed)
    {
        var assertion = GoodAssertion();
        assertion.Claims[claim] = value;

        await RequestTokenAsync(assertion.Sign());

        Assert.Equal(
            assumed.Split(' '),
            _redox.Requests.Tokens[^1].Behaviours.Where(behaviour => behaviour is { Certainty: Certainty.Assumed, Counts: true }).Select(behaviour => behaviour.Id));
    }

    [Fact]
    public async Task An_answer_of_the_tests_own_is_no_assumption()
    {
        await RefuseAssumedAsync();
        _redox.Reply<Models.SchedulingBooked>("""{"Visits":[]}""");

        await PostWithTokenAsync("""{"Meta":{"DataModel":"Scheduling","EventType":"Booked","Destinations":[{"ID":"a"}]},"StartDateTime":"2026-01-06T00:00:00.000Z","EndDateTime":"2026-01-07T00:00:00.000Z"}""");

        Assert.True(_redox.Requests.Messages[^1].Accepted);
        await _redox.VerifyAsync();
    }

    [Fact]
    public async Task The_end_of_a_strict_fake_tells_of_assumptions_too()
    {
        var redox = await StartAsync(options => options.Fidelity = Testing.Fidelity.RefuseAssumed);
        redox.Requests.Allow(RequestProblemKind.RouteUnknown);
        using (var http = redox.CreateHttpClient())
        {
            await http.GetAsync("nothing");
        }

        var exception = await Assert.ThrowsAsync<RedoxVerificationException>(() => redox.DisposeAsync().AsTask());
        Assert.Contains("RouteUnknownIs404", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_assumption_that_exists_can_be_accepted()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(options => options.AcceptedAssumptions.Add("ReplyLogs")));

        Assert.Contains("'ReplyLogs', which is no assumption of the fake", exception.Message, StringComparison.Ordinal);
    }

    private Task RefuseAssumedAsync(params string[] accepted) => StartOverAsync(options =>
    {
        options.Fidelity = Testing.Fidelity.RefuseAssumed;
        foreach (var id in accepted)
        {
            options.AcceptedAssumptions.Add(id);
        }
    });
}
