using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Fidelity;

/// <summary>The behaviours on which a response depends, and the result of a test that relied on an assumption.</summary>
public abstract class FidelityPolicyTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : FidelityPolicyTests(Transport.InMemory);

    public sealed class OnSocket() : FidelityPolicyTests(Transport.Socket);

    private const string SearchById = """{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""";

    [Fact]
    public async Task Messages_and_searches_by_identifier_rely_on_no_assumption()
    {
        await RefuseAssumedAsync();

        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Equal(200, (await PostWithTokenAsync(SearchById)).Status);

        Assert.Equal(["RouteEndpoint", "ReplyAcknowledgement", "ReplyLogs"], Redox.Requests.Messages[0].Behaviours.Select(behaviour => behaviour.Id));
        Assert.All(Redox.Requests, request => Assert.DoesNotContain(request.Behaviours, behaviour => behaviour.Certainty == Certainty.Assumed));
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task RefuseAssumed_fails_a_test_that_relied_on_an_assumption()
    {
        await RefuseAssumedAsync();
        var search = JObject.Parse(SearchById);
        search["Patient"] = JObject.Parse("""{"Demographics":{"LastName":"Featherstone"}}""");

        await PostWithTokenAsync(search.ToString(), "query");

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => Redox.VerifyAsync());
        Assert.Contains(
            "#2 POST /query relied on the assumption QueryPatientRules: PatientSearch: identifiers decide alone when there are any; otherwise every name and birth date that is given has to fit",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_may_rely_on_assumptions_by_default()
    {
        Redox.Faults.Next(Fault.ServiceUnavailable());

        await PostWithTokenAsync(Appointment);

        await Redox.VerifyAsync();
        Assert.Equal("FaultServiceUnavailable", Assert.Single(Redox.Requests.Messages[0].Behaviours).Id);
    }

    [Fact]
    public async Task An_assumed_fault_counts_unless_accepted()
    {
        await RefuseAssumedAsync("ReplyWords");
        Redox.Faults.Next(Fault.Unauthorized).Then(Fault.DropBeforeAcceptance);
        var token = "Bearer " + await GetTokenAsync();
        await PostAsync(Appointment, token);
        await Redox.Requests.WaitForAsync(request => request.Status == 401);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Appointment, token));

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => Redox.VerifyAsync());
        Assert.Contains("#3 POST /endpoint relied on the assumption FaultConnections", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ReplyWords", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aud", "https://elsewhere.example/token", "TokenRefusalStatus")]
    [InlineData("sub", "someone", "TokenRefusalStatus TokenSubjectText")]
    public async Task A_refused_assertion_lists_the_assumptions_of_the_refusal(string claim, string value, string assumed)
    {
        var assertion = ValidAssertion();
        assertion.Claims[claim] = value;

        await RequestTokenAsync(assertion.Sign());

        Assert.Equal(
            assumed.Split(' '),
            Redox.Requests.Tokens[^1].Behaviours.Where(behaviour => behaviour is { Certainty: Certainty.Assumed, Counts: true }).Select(behaviour => behaviour.Id));
    }

    [Fact]
    public async Task A_response_written_by_the_test_is_not_an_assumption()
    {
        await RefuseAssumedAsync();
        Redox.Reply<Models.SchedulingBooked>("""{"Visits":[]}""");

        await PostWithTokenAsync("""{"Meta":{"DataModel":"Scheduling","EventType":"Booked","Destinations":[{"ID":"a"}]},"StartDateTime":"2026-01-06T00:00:00.000Z","EndDateTime":"2026-01-07T00:00:00.000Z"}""");

        Assert.True(Redox.Requests.Messages[^1].Accepted);
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task Disposing_a_strict_fake_reports_assumptions()
    {
        var redox = await StartAsync(options => options.Fidelity = Testing.FidelityPolicy.RefuseAssumed);
        redox.Requests.Allow(RequestProblemKind.RouteUnknown);
        using (var http = redox.CreateHttpClient())
        {
            await http.GetAsync("nothing");
        }

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => redox.DisposeAsync().AsTask());
        Assert.Contains("RouteUnknownIs404", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_existing_assumption_can_be_accepted()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(options => options.AcceptedAssumptions.Add("ReplyLogs")));

        Assert.Contains("'ReplyLogs', which is not an assumption of the fake", exception.Message, StringComparison.Ordinal);
    }

    private Task RefuseAssumedAsync(params string[] accepted) => RestartAsync(options =>
    {
        options.Fidelity = Testing.FidelityPolicy.RefuseAssumed;
        foreach (var id in accepted)
        {
            options.AcceptedAssumptions.Add(id);
        }
    });
}
