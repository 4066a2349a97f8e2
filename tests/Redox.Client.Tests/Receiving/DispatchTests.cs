using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Which handler gets a message, and what becomes of its success or failure.</summary>
public sealed class DispatchTests
{
    private const string Unknown = """{"Meta":{"DataModel":"Scheduling","EventType":"Teleport"}}""";
    private const string Foreign = """{"Meta":{"DataModel":"Astrology","EventType":"New"}}""";
    private const string Arrival = """{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival"}}""";

    [Fact]
    public async Task The_nearest_handler_gets_a_message_and_no_other()
    {
        await using var app = new TestDestination(
            destination => destination
                .AddHandler<Noting<IRedoxMessage>>()
                .AddHandler<ModelHandler>("scheduling")
                .AddHandler<SchedulingNew, Noting<SchedulingNew>>()
                .AddFallbackHandler<NotingFallback>(),
            services: services => services.AddSingleton(RedoxFallbackResult.Accept));

        foreach (var body in new[] { TestDestination.Appointment(), """{"Meta":{"DataModel":"Scheduling","EventType":"Cancel"}}""", Unknown, Arrival, Foreign, "{}", TestDestination.Search })
        {
            await app.PostAsync(body);
        }

        Assert.Equal(
            [
                "SchedulingNew SchedulingNew", "model SchedulingCancel", "model UnknownMessage", "IRedoxMessage PatientAdminArrival", "IRedoxMessage UnknownMessage",
                "Unreadable  {}", $"NoQueryHandler PatientSearchQuery {TestDestination.Search}",
            ],
            app.Journal);
    }

    [Theory]
    [InlineData("Clinical Summary")]
    [InlineData("ClinicalSummary")]
    public async Task Spaces_in_names_do_not_count(string name)
    {
        await using var app = new TestDestination(destination => destination.AddHandler<ModelHandler>(name));

        await app.PostAsync("""{"Meta":{"DataModel":"Clinical Summary","EventType":"PatientPush"}}""");
        await app.PostAsync("""{"Meta":{"DataModel":"ClinicalSummary","EventType":"PatientPush"}}""");

        Assert.Equal(["model ClinicalSummaryPatientPush", "model ClinicalSummaryPatientPush"], app.Journal);
    }

    [Fact]
    public async Task Handler_sees_how_the_message_came()
    {
        RedoxDeliveryContext? seen = null;
        var body = """{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"log-1","AttemptID":"attempt-1"},{"ID":"log-2"}]},"Visit":{"Duration":"thirty"}}""";
        string? bytes = null;
        await using var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(),
            services: services => services.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), (delivery, _) =>
            {
                (seen, bytes) = (delivery, Encoding.UTF8.GetString(delivery.Body.Span));
                return Task.CompletedTask;
            })));

        await app.PostAsync(body);

        Assert.Equal(("log-1", "attempt-1", "", app.Clock.GetUtcNow(), body), (seen!.LogId, seen.AttemptId, seen.Destination, seen.ReceivedAt, bytes));
        Assert.Equal(["log-1", "log-2"], seen.LogIds);
        Assert.Equal(["Visit.Duration: expected number, found string"], seen.Issues.Select(issue => issue.ToString()));
        Assert.Null(seen.Deadline);
    }

    [Fact]
    public async Task Each_message_has_a_scope_of_its_own_that_ends_with_it()
    {
        await using var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, ScopedHandler>(),
            services: services => services.AddScoped<ScopedResource>());

        await app.PostAsync(TestDestination.Appointment());
        await app.PostAsync(TestDestination.Appointment());

        Assert.Equal(["uses 1", "ends 1", "uses 1", "ends 1"], app.Journal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_of_a_handlers_failure_is_logged_only_when_asked(bool shows)
    {
        await using var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(),
            options => options.LogHandlerExceptions = shows,
            services => services.AddScoped(provider => new Noting<SchedulingNew>(
                provider.GetRequiredService<Journal>(), (_, _) => throw new InvalidOperationException("no bed for SECRET PATIENT"))));

        var reply = await app.PostAsync(TestDestination.Appointment());

        Assert.Equal((500, RedoxDestinationOutcome.Failed), (reply.StatusCode, reply.Outcome));
        Assert.Equal(500, (int)JObject.Parse(TestDestination.Text(reply))["status"]!);
        Assert.Contains($"Scheduling.New (log {TestDestination.LogId}) was not handled: its handler Noting`1 failed with InvalidOperationException.", app.Log, StringComparison.Ordinal);
        Assert.Equal(shows, app.Log.Contains("SECRET PATIENT", StringComparison.Ordinal));
        Assert.Equal(!shows, app.Log.Contains("RedoxDestinationOptions.LogHandlerExceptions shows the whole exception.", StringComparison.Ordinal));
        Assert.DoesNotContain("SECRET", TestDestination.Text(reply), StringComparison.Ordinal);
    }

    /// <summary>A handler that sends on: what is said of the failed call elsewhere is said here too, and no more.</summary>
    [Theory]
    [InlineData(false, "failed with RedoxValidationException (Patient.Demographics.DOB, Visit.Duration).")]
    [InlineData(true, "failed with RedoxUnavailableException (HTTP 502).")]
    public async Task Failed_call_within_a_handler_is_logged_with_its_places(bool isSent, string told)
    {
        RedoxException failure = isSent
            ? new RedoxUnavailableException("SECRET") { StatusCode = System.Net.HttpStatusCode.BadGateway }
            : new RedoxValidationException("Scheduling.New", [new("Patient.Demographics.DOB", "SECRET"), new("Visit.Duration", "SECRET")]);
        await using var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(),
            services: services => services.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), (_, _) => throw failure)));

        Assert.Equal(500, (await app.PostAsync(TestDestination.Appointment())).StatusCode);

        Assert.Contains(told, app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", app.Log, StringComparison.Ordinal);
    }

    /// <summary>The container's own sentences name types; whatever else is thrown while a handler is made may hold anything.</summary>
    [Theory]
    [InlineData(false, false, "ScopedHandler could not be created: Unable to resolve service for type 'Redox.Client.Tests.Receiving.DispatchTests+ScopedResource' while attempting to activate 'Redox.Client.Tests.Receiving.DispatchTests+ScopedHandler'.")]
    [InlineData(true, false, "ScopedHandler could not be created: its creation failed with InvalidOperationException.")]
    [InlineData(true, true, "no service for SECRET PATIENT")]
    public async Task Handler_that_cannot_be_created_is_a_failure_with_its_cause(bool hasFactory, bool shows, string reason)
    {
        await using var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, ScopedHandler>(),
            options => options.LogHandlerExceptions = shows,
            services => _ = hasFactory ? services.AddScoped<ScopedResource>(_ => throw new InvalidOperationException("no service for SECRET PATIENT")) : services);

        var reply = await app.PostAsync(TestDestination.Appointment());

        Assert.Equal((500, RedoxDestinationOutcome.Failed), (reply.StatusCode, reply.Outcome));
        Assert.Contains(reason, app.Log, StringComparison.Ordinal);
        Assert.Equal(shows, app.Log.Contains("SECRET PATIENT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Services_that_need_each_other_or_live_too_long_are_named_too()
    {
        await using var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, CircularHandler>().AddHandler<SchedulingCancel, OldHandler>(),
            services: services => services.AddScoped<ScopedResource>().AddSingleton<OldHandler>());

        await app.PostAsync(TestDestination.Appointment());
        await app.PostAsync("""{"Meta":{"DataModel":"Scheduling","EventType":"Cancel"}}""");

        Assert.Contains("CircularHandler could not be created: A circular dependency was detected for the service of type 'Redox.Client.Tests.Receiving.DispatchTests+CircularHandler'.", app.Log, StringComparison.Ordinal);
        Assert.Contains("OldHandler could not be created: Cannot consume scoped service 'Redox.Client.Tests.Receiving.DispatchTests+ScopedResource' from singleton 'Redox.Client.Tests.Receiving.DispatchTests+OldHandler'.", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_goes_away_is_no_failure()
    {
        using var sender = new CancellationTokenSource();
        await using var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(),
            services: services => services.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), async (_, token) =>
            {
                await sender.CancelAsync();
                token.ThrowIfCancellationRequested();
            })));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.SendAsync(
            new RedoxDestinationRequest
            {
                Method = "POST",
                Header = TestDestination.Lookup(("verification-token", TestDestination.Token), ("Content-Type", "application/json")),
                Body = new MemoryStream(Encoding.UTF8.GetBytes(TestDestination.Appointment())),
            },
            sender.Token));

        Assert.DoesNotContain("failed", app.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"Meta\":", 400, RedoxDestinationOutcome.Unreadable)]
    [InlineData("[]", 400, RedoxDestinationOutcome.Unreadable)]
    [InlineData("", 400, RedoxDestinationOutcome.Unreadable)]
    [InlineData(Foreign, 501, RedoxDestinationOutcome.Unhandled)]
    [InlineData(Arrival, 501, RedoxDestinationOutcome.Unhandled)]
    [InlineData(TestDestination.Search, 501, RedoxDestinationOutcome.Unhandled)]
    public async Task Event_without_a_handler_is_refused_when_there_is_no_fallback(string body, int status, RedoxDestinationOutcome outcome)
    {
        await using var app = new TestDestination();

        var reply = await app.PostAsync(body);

        Assert.Equal((status, outcome), (reply.StatusCode, reply.Outcome));
        Assert.Contains("reached no handler", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Astrology", app.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not JSON: \u00e9", "Unreadable", 200, 200)]
    [InlineData("not JSON", "Unreadable", 422, 422)]
    [InlineData(Foreign, "UnknownEvent", 200, 200)]
    [InlineData(Arrival, "NoHandler", 200, 200)]
    [InlineData(Arrival, "NoHandler", 503, 503)]
    [InlineData(TestDestination.Search, "NoQueryHandler", 200, 501)]
    public async Task Fallback_gets_the_bytes_and_chooses_the_response(string body, string reason, int choice, int status)
    {
        await using var app = new TestDestination(
            destination => destination.AddFallbackHandler<NotingFallback>(),
            services: services => services.AddSingleton(choice == 200 ? RedoxFallbackResult.Accept : RedoxFallbackResult.Refuse(choice)));

        var reply = await app.PostAsync(body);

        Assert.Equal(status, reply.StatusCode);
        var noted = Assert.Single(app.Journal);
        Assert.StartsWith(reason, noted, StringComparison.Ordinal);
        Assert.EndsWith(body, noted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faulty_registrations_are_all_reported_at_once()
    {
        await using var app = new TestDestination(destination => destination
            .AddHandler<SchedulingNew, Noting<SchedulingNew>>()
            .AddHandler<SchedulingNew, ScopedHandler>()
            .AddHandler<PatientSearchQuery, Noting<PatientSearchQuery>>()
            .AddHandler<SsoSignOn, Noting<SsoSignOn>>()
            .AddHandler<IRedoxMessage, ModelHandler>()
            .AddHandler<ModelHandler>("Scheduling", "Booked")
            .AddHandler<ModelHandler>("patientsearch", "Query")
            .AddHandler<ModelHandler>("Genomics", "New")
            .AddHandler<Noting<IRedoxMessage>>("genomics", "NEW")
            .AddHandler<ModelHandler>()
            .AddHandler<Noting<IRedoxMessage>>()
            .AddFallbackHandler<NotingFallback>()
            .AddFallbackHandler<NotingFallback>());

        var failure = Assert.Throws<OptionsValidationException>(() => app.Destination);

        Assert.Equal(
            [
                "Noting`1 and ScopedHandler both handle Scheduling.New. Register only one: exactly one handler handles a message.",
                "AddHandler<PatientSearchQuery, Noting`1>: PatientSearch.Query requires a response. Use AddQueryHandler.",
                "AddHandler<SsoSignOn, Noting`1>: SSO.Sign-on requires an address. Use AddSignOnHandler.",
                "AddHandler<IRedoxMessage, ModelHandler>: IRedoxMessage is not an event of the data models. Name one like SchedulingNew, or use AddHandler<ModelHandler>() for everything.",
                "AddHandler<ModelHandler>(\"Scheduling\", \"Booked\"): Scheduling.Booked requires a response. Use AddQueryHandler.",
                "AddHandler<ModelHandler>(\"patientsearch\", \"Query\"): PatientSearch.Query requires a response. Use AddQueryHandler.",
                "ModelHandler and Noting`1 both handle genomics.NEW. Register only one: exactly one handler handles a message.",
                "ModelHandler and Noting`1 both handle everything. Register only one: exactly one handler handles a message.",
                "NotingFallback: there is a fallback already. Register only one.",
            ],
            failure.Failures);
    }

    private sealed class ModelHandler(Journal journal) : IRedoxHandler<IRedoxMessage>
    {
        public Task HandleAsync(IRedoxMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            journal.Enqueue($"model {message}");
            return Task.CompletedTask;
        }
    }

    private sealed class ScopedHandler(ScopedResource resource) : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            resource.Use();
            return Task.CompletedTask;
        }
    }

    private sealed class CircularHandler(CircularHandler self) : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult(self);
    }

    private sealed class OldHandler(ScopedResource resource) : IRedoxHandler<SchedulingCancel>
    {
        public Task HandleAsync(SchedulingCancel message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult(resource);
    }

    private sealed class ScopedResource(Journal journal) : IDisposable
    {
        private int _uses;

        public void Use() => journal.Enqueue($"uses {++_uses}");

        public void Dispose() => journal.Enqueue($"ends {_uses}");
    }
}
