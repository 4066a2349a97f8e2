using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Answering what Redox asks (RESPOND): the envelope, the check, the deadline, errors in Redox's shape.</summary>
public sealed class QueryTests
{
    private static readonly PatientSearchResponse Niamh = new() { Patient = new() { Identifiers = [new() { ID = "1", IDType = "MR" }], Demographics = new() { LastName = "Featherstone" } } };

    [Fact]
    public async Task Response_is_sent_with_its_envelope_filled_in()
    {
        await using var app = Answering((_, _) => Task.FromResult(Niamh));

        var reply = await app.PostAsync(TestDestination.Search);

        Assert.Equal((200, RedoxDestinationOutcome.Answered, "application/json"), (reply.StatusCode, reply.Outcome, reply.ContentType));
        var json = Json(reply);
        Assert.Equal(("PatientSearch", "Response"), ((string?)json["Meta"]!["DataModel"], (string?)json["Meta"]!["EventType"]));
        Assert.Equal("Featherstone", (string?)json["Patient"]!["Demographics"]!["LastName"]);
    }

    [Fact]
    public async Task Response_that_echoes_the_query_gets_its_own_event_type()
    {
        var echo = RedoxJson.Parse<PatientSearchResponse>("""{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Test":true},"Patient":{}}""");
        await using var app = Answering((_, _) => Task.FromResult(echo));

        var meta = Json(await app.PostAsync(TestDestination.Search))["Meta"]!;

        Assert.Equal(("Response", true), ((string?)meta["EventType"], (bool)meta["Test"]!));
    }

    [Theory]
    [InlineData(true, 500)]
    [InlineData(false, 200)]
    public async Task Response_is_validated_unless_that_is_turned_off(bool checks, int status)
    {
        var incomplete = RedoxJson.Parse<PatientSearchResponse>("""{"Meta":{},"Patient":{"Demographics":{"DOB":"CANARY"}}}""");
        await using var app = Answering((_, _) => Task.FromResult(incomplete), options => options.ValidateResponses = checks);

        var reply = await app.PostAsync(TestDestination.Search);

        Assert.Equal(status, reply.StatusCode);
        Assert.Equal(checks, app.Log.Contains("Patient.Demographics.DOB: must be", StringComparison.Ordinal));
        Assert.DoesNotContain("CANARY", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deadline_reaches_the_handler_and_then_the_requester()
    {
        RedoxDeliveryContext? seen = null;
        var (asked, cancelled) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        await using var app = Answering(async (delivery, token) =>
        {
            seen = delivery;
            asked.SetResult();
            using var registration = token.Register(cancelled.SetResult);
            await cancelled.Task;
            throw new OperationCanceledException(token);
        });

        var reply = app.PostAsync(TestDestination.Search);
        await asked.Task;
        Assert.Equal(app.Clock.GetUtcNow().AddSeconds(110), seen!.Deadline);
        app.Clock.Advance(TimeSpan.FromSeconds(109));
        Assert.False(reply.IsCompleted);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        AssertFailure(await reply, 504, RedoxDestinationOutcome.TimedOut, "The application did not respond in time.");
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("PatientSearch.Query (log d9f5d293-7110-461e-a875-3beb089e79f3) was not answered within 00:01:50.", app.Log, StringComparison.Ordinal);
    }

    /// <summary>It goes on by itself: with a body that is its own, in a scope that lives as long.</summary>
    [Fact]
    public async Task Query_handler_past_its_deadline_keeps_nobody_waiting()
    {
        var (asked, goOn, ended) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(), new TaskCompletionSource<string>());
        await using var app = Answering(async (delivery, _) =>
        {
            asked.SetResult();
            await goOn.Task;
            ended.SetResult(System.Text.Encoding.UTF8.GetString(delivery.Body.Span));
            throw new InvalidOperationException("too late");
        });

        var reply = app.PostAsync(TestDestination.Search);
        await asked.Task;
        app.Clock.Advance(TimeSpan.FromSeconds(110));
        Assert.Equal(504, (await reply).StatusCode);
        await app.PostAsync(TestDestination.Appointment());
        goOn.SetResult();

        Assert.Equal(TestDestination.Search, await ended.Task);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_keeps_nobody_waiting()
    {
        using var goOn = new ManualResetEventSlim();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = Answering((_, _) =>
        {
            asked.SetResult();
            goOn.Wait(CancellationToken.None);
            return Task.FromResult(Niamh);
        });

        try
        {
            var reply = Task.Run(() => app.PostAsync(TestDestination.Search));
            await asked.Task;
            app.Clock.Advance(TimeSpan.FromSeconds(110));

            AssertFailure(await reply.WaitAsync(TimeSpan.FromSeconds(20)), 504, RedoxDestinationOutcome.TimedOut, "The application did not respond in time.");
            Assert.Contains("was not answered within 00:01:50.", app.Log, StringComparison.Ordinal);
        }
        finally
        {
            goOn.Set();
        }
    }

    [Fact]
    public async Task Response_after_the_deadline_is_late()
    {
        TestDestination? clocked = null;
        await using var app = Answering((_, _) =>
        {
            clocked!.Clock.Advance(TimeSpan.FromSeconds(110));
            return Task.FromResult(Niamh);
        });
        clocked = app;

        AssertFailure(await app.PostAsync(TestDestination.Search), 504, RedoxDestinationOutcome.TimedOut, "The application did not respond in time.");
    }

    [Fact]
    public async Task A_handler_that_fails_fails_the_query_in_the_shape_of_Redox()
    {
        await using var app = Answering((_, _) => throw new InvalidOperationException("no bed for SECRET PATIENT"));

        AssertFailure(await app.PostAsync(TestDestination.Search), 500, RedoxDestinationOutcome.Failed, "The application failed to answer.");
        Assert.DoesNotContain("SECRET", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_may_tell_the_requester_why()
    {
        await using var app = Answering((_, _) => throw new RedoxQueryRefusedException("Give a name or an identifier.", 422));

        AssertFailure(await app.PostAsync(TestDestination.Search), 422, RedoxDestinationOutcome.Refused, "Give a name or an identifier.");
        Assert.DoesNotContain("Give a name", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_response_is_a_failure()
    {
        await using var app = Answering((_, _) => Task.FromResult<PatientSearchResponse>(null!));

        AssertFailure(await app.PostAsync(TestDestination.Search), 500, RedoxDestinationOutcome.Failed, "The application failed to answer.");
    }

    private static TestDestination Answering(Func<RedoxDeliveryContext, CancellationToken, Task<PatientSearchResponse>> answer, Action<RedoxDestinationOptions>? configure = null) => new(
        destination => destination.AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>(),
        options =>
        {
            options.ValidateResponses = true;
            configure?.Invoke(options);
        },
        services => services.AddSingleton(answer));

    private static void AssertFailure(RedoxDestinationResponse reply, int status, RedoxDestinationOutcome outcome, string text)
    {
        Assert.Equal((status, outcome, "application/json"), (reply.StatusCode, reply.Outcome, reply.ContentType));
        var meta = Json(reply)["Meta"]!;
        Assert.Equal(("PatientSearch", "Query"), ((string?)meta["DataModel"], (string?)meta["EventType"]));
        var error = Assert.Single(meta["Errors"]!);
        Assert.Equal((text, "query", "Send"), ((string?)error["Text"], (string?)error["Type"], (string?)error["Module"]));
    }

    private static JObject Json(RedoxDestinationResponse reply) => JObject.Parse(TestDestination.Text(reply));
}
