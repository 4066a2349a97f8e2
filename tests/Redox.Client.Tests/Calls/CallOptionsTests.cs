using System.Net;
using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Calls;

/// <summary>Settings of a single call.</summary>
public sealed class CallOptionsTests
{
    private static readonly RedoxCallOptions Consent = new() { AcceptDuplicateDelivery = true };

    [Fact]
    public async Task Destinations_of_a_call_replace_those_of_the_message_by_ID_or_name()
    {
        await using var app = new TestApp(options => options.Destinations["Clinic"] = "0f4bd1d1-451d-4351-8cfd-b767d1b488d6");
        var message = TestApp.Appointment(new SystemReference { ID = "elsewhere" });

        await app.Client.SendAsync(message, new RedoxCallOptions { Destinations = ["clinic", TestApp.HospitalId] });

        var sent = JsonDocument.Parse(app.Messages[0].Text).RootElement.GetProperty("Meta").GetProperty("Destinations");
        Assert.Equal($$"""[{"ID":"0f4bd1d1-451d-4351-8cfd-b767d1b488d6","Name":"clinic"},{"ID":"{{TestApp.HospitalId}}"}]""", sent.GetRawText());
        Assert.Equal("elsewhere", Assert.Single(message.Meta.Destinations).ID);
    }

    [Fact]
    public async Task A_query_still_goes_to_exactly_one_destination()
    {
        await using var app = new TestApp();

        await app.Client.QueryAsync(TestApp.Search(new() { ID = "a" }, new() { ID = "b" }), new RedoxCallOptions { Destinations = ["General Hospital"] });
        await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.QueryAsync(TestApp.Search(), new RedoxCallOptions { Destinations = ["a", "b"] }));

        Assert.Single(app.Messages);
    }

    [Fact]
    public async Task The_time_limit_of_a_call_covers_all_its_attempts()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.BadGateway).Then(Fault.NoResponse);

        var call = app.Client.QueryAsync(TestApp.Search(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(90) });
        await app.ArrivedAsync(2);
        app.Clock.Advance(TimeSpan.FromSeconds(90));
        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => call.WaitAsync(TestApp.Patience));

        Assert.Equal("PatientSearch.Query: no response within 90 seconds, in 2 attempt(s). It is safe to ask again.", exception.Message);
        Assert.Equal(Delivery.Unknown, exception.Delivery);
    }

    [Fact]
    public async Task A_time_limit_longer_than_usual_is_kept_too()
    {
        await using var app = new TestApp();
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Redox.Faults.Next(Fault.Held(answer.Task));

        var call = app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromMinutes(10) });
        await app.ArrivedAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(121));
        answer.SetResult();
        await call.WaitAsync(TestApp.Patience);
    }

    [Fact]
    public async Task Event_that_may_have_arrived_is_retried_with_consent()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).Then(Fault.ResetAfterAcceptance, times: 3);

        await app.Client.SendAsync(TestApp.Appointment(), Consent);

        Assert.Equal(4, app.Messages.Count);
        Assert.Single(app.Messages.Select(message => message.Text).Distinct());
    }

    [Fact]
    public async Task A_write_back_takes_no_consent()
    {
        await using var app = new TestApp();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => app.Client.WriteBackAsync(TestApp.Appointment(), Consent));

        Assert.StartsWith("AcceptDuplicateDelivery is set, but a write back changes a chart", exception.Message, StringComparison.Ordinal);
        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task Retry_without_a_token_does_not_hide_that_the_event_may_have_arrived()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).When(_ => RetryTests.Now(() => app.Clock.Advance(TimeSpan.FromMinutes(6)))) // The token is too old for the repetition.
            .Then(Fault.ResetAfterAcceptance);
        app.Redox.Faults.On(FakeRoute.Token).ThenOk().ThenAlways(Fault.Response(400, """{"error":"invalid_request"}"""));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(
            () => app.Client.SendAsync(TestApp.Appointment(), Consent with { Timeout = TimeSpan.FromHours(1) }));

        Assert.Equal(Delivery.Unknown, exception.Delivery);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (exception.StatusCode, exception.Error));
        Assert.EndsWith("An earlier attempt may have arrived: check Redox's logs before you send the message again.", exception.Message, StringComparison.Ordinal);
        Assert.Single(app.Messages);
    }

    [Fact]
    public async Task Message_stays_refused_when_its_token_cannot_be_renewed()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Unauthorized);
        app.Redox.Faults.On(FakeRoute.Token).ThenOk().ThenAlways(Fault.Response(400, "{}"));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.WriteBackAsync(TestApp.Appointment()));

        Assert.Equal(Delivery.Rejected, exception.Delivery);
    }

    [Fact]
    public void Settings_are_checked_where_they_are_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RedoxCallOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RedoxCallOptions { Timeout = TimeSpan.FromDays(2) });
        Assert.Throws<ArgumentException>(() => new RedoxCallOptions { Destinations = ["a", " "] });
        Assert.Throws<ArgumentNullException>(() => new RedoxCallOptions { Destinations = null! });
        Assert.False(new RedoxCallOptions().AcceptDuplicateDelivery);
    }
}
