using System.Net;
using ClinicApp.Tests.Setup;
using Microsoft.Extensions.Logging;
using Redox.Client.Testing;

namespace ClinicApp.Tests;

/// <summary>What visitors notice, and do not notice, when something goes wrong between us and the clinic.</summary>
public sealed class FailureTests(RedoxFixture fixture) : ClinicTests(fixture)
{
    [Fact]
    public async Task A_booking_whose_response_is_lost_is_not_retried()
    {
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").Then(Fault.DropAfterAcceptance);

        using var response = await Redox.Clock.AdvanceUntilAsync(BookAsync(Tuesday)); // Long enough for a retry, if there were one.

        Assert.Equal(
            "We do not know whether the clinic has received your booking. Please check with the clinic. Do not try again here.",
            await ProblemAsync(HttpStatusCode.GatewayTimeout, response));
        Assert.Equal(2, Redox.Data.FreeSlots.Count);
        Redox.Requests.AssertReceived("Scheduling", "New", times: 1);
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task A_lost_cancellation_is_not_retried()
    {
        Redox.Data.AddAppointment("A-1", Tuesday, "0000000142", department: "3N");
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "Cancel").Then(Fault.DropBeforeAcceptance);

        using var response = await Redox.Clock.AdvanceUntilAsync(CancelAsync("A-1"));

        Assert.StartsWith("We do not know whether the clinic has received your cancellation.", await ProblemAsync(HttpStatusCode.GatewayTimeout, response), StringComparison.Ordinal);
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task A_lost_search_is_retried_unnoticed()
    {
        Redox.Faults.Next(Fault.DropAfterAcceptance);

        using var response = await Redox.Clock.AdvanceUntilAsync(SearchAsync("Ilse", "Marlow", new(1990, 5, 17)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, Redox.Requests.Messages.Count);
    }

    [Fact]
    public async Task A_short_rate_limit_is_waited_for()
    {
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").Then(Fault.TooManyRequests(retryAfter: TimeSpan.FromSeconds(7)));

        using var response = await Redox.Clock.AdvanceUntilAsync(BookAsync(Tuesday));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Redox.Requests.AssertReceived("Scheduling", "New", times: 1);
        Assert.Equal(2, Redox.Data.FreeSlots.Count);
    }

    [Fact]
    public async Task A_long_rate_limit_is_reported_to_the_visitor()
    {
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").Then(Fault.TooManyRequests(retryAfter: TimeSpan.FromMinutes(4)));

        using var response = await BookAsync(Tuesday);

        Assert.StartsWith("The clinic cannot be reached at the moment. Nothing was changed.", await ProblemAsync(HttpStatusCode.ServiceUnavailable, response), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(4), response.Headers.RetryAfter?.Delta);
        Assert.Equal(3, Redox.Data.FreeSlots.Count);
    }

    [Fact]
    public async Task Revoked_tokens_are_renewed_unnoticed()
    {
        using var search = await SearchAsync("Ilse", "Marlow", new(1990, 5, 17));
        Redox.Auth.RevokeTokens();

        using var booking = await BookAsync(Tuesday);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (search.StatusCode, booking.StatusCode));
        Assert.Equal(2, Redox.Requests.Tokens.Count);
    }

    [Fact]
    public async Task A_revoked_key_is_reported_to_the_operators()
    {
        Redox.Auth.RemoveKey(Redox.KeyId);
        Redox.Requests.Allow(RequestProblemKind.KeyIdUnknown);

        using var response = await BookAsync(Tuesday);

        Assert.StartsWith("The connection to the clinic does not work.", await ProblemAsync(HttpStatusCode.BadGateway, response), StringComparison.Ordinal);
        Assert.Contains(Log, record => record.Level == LogLevel.Error && record.Category!.StartsWith("ClinicApp", StringComparison.Ordinal));
        Assert.Empty(Redox.Requests.Messages);
    }

    [Fact]
    public async Task A_refusal_is_shown_without_the_clinics_error_text()
    {
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").Then(Fault.BadRequest(new FaultError("Ilse Marlow is barred from department 3N")));

        using var response = await BookAsync(Tuesday);

        Assert.Equal("The clinic did not accept this. Nothing was changed. Please call the clinic.", await ProblemAsync(HttpStatusCode.UnprocessableEntity, response));
    }

    [Fact]
    public async Task Errors_in_a_200_response_are_shown_as_a_refusal()
    {
        Redox.Faults.Next(Fault.OkWithErrors(new FaultError("No such department")));

        using var response = await Clinic.GetAsync(new Uri("/slots", UriKind.Relative));

        await ProblemAsync(HttpStatusCode.UnprocessableEntity, response);
    }

    [Fact]
    public async Task A_booking_completes_after_the_visitor_has_left()
    {
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").Then(Fault.Slow(TimeSpan.FromSeconds(20)));
        using var visit = new CancellationTokenSource();
        var booking = BookAsync(Tuesday, visit.Token);
        await Redox.Requests.WaitForAsync(request => request.Is("Scheduling", "New"));

        await visit.CancelAsync();
        await Redox.Clock.AdvanceUntilAsync(Redox.Requests.WaitForAsync(request => request.Is("Scheduling", "New") && request.Status == 200));
        await Record.ExceptionAsync(() => booking);

        Assert.Equal(2, Redox.Data.FreeSlots.Count);
    }

    private Task<HttpResponseMessage> CancelAsync(string number) => Clinic.DeleteAsync(new Uri($"/appointments/{number}", UriKind.Relative));
}
