using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Data models that Redox made for one customer, and what a destination says when it is made.</summary>
public sealed class OwnDataModelTests
{
    [Fact]
    public async Task An_event_of_a_data_model_of_ones_own_has_handlers_by_its_names()
    {
        await using var app = new TestDestination(destination => destination
            .AddHandler<Noting<IRedoxMessage>>()
            .AddHandler<Model>("Genomics")
            .AddHandler<Event>("Genomics", "New Result")
            .AddHandler<Known>("scheduling", "new"));

        foreach (var (model, name) in new[] { ("Genomics", "NewResult"), ("genomics", "New Result"), ("Genomics", "Update"), ("Genetics", "New"), ("Scheduling", "New"), ("Scheduling", "Cancel") })
        {
            Assert.Equal(200, (await app.PostAsync($$$"""{"Meta":{"DataModel":"{{{model}}}","EventType":"{{{name}}}"}}""")).StatusCode);
        }

        Assert.Equal(
            ["event UnknownMessage", "event UnknownMessage", "model UnknownMessage", "IRedoxMessage UnknownMessage", "known SchedulingNew", "IRedoxMessage SchedulingCancel"], app.Journal);
        Assert.DoesNotContain(Lines(app), line => line.Level >= LogLevel.Warning);
    }

    [Theory]
    [InlineData("Schedulling", "data model", "Scheduling")]
    [InlineData("clinical sumary", "data model", "Clinical Summary")]
    [InlineData("Ntoes", "data model", "Notes")]
    [InlineData("Result", "data model", "Results")]
    [InlineData("Scheduling/Nwe", "event of Scheduling", "New")]
    [InlineData("Notes/Replac", "event of Notes", "Replace")]
    [InlineData("Genomics", null, null)]
    [InlineData("Genomics/New", null, null)]
    [InlineData("Scheduling/Teleport", null, null)]
    [InlineData("Clinical Summary", null, null)]
    [InlineData("clinicalsummary/patient push", null, null)]
    public async Task Name_like_a_typing_error_is_a_warning(string names, string? what, string? meant)
    {
        await using var app = new TestDestination(destination => _ = names.Split('/') is [var model, var name] ? destination.AddHandler<Model>(model, name) : destination.AddHandler<Model>(names));

        _ = app.Destination;

        var call = $"AddHandler<Model>({string.Join(", ", names.Split('/').Select(name => $"\"{name}\""))})";
        Assert.Equal(
            what is null ? [] : [$"85 A handler of the destination 'default' may never be called. {call}: there is no {what} of that name, unless Redox defined one for you. Did you mean \"{meant}\"?"],
            Lines(app).Select(line => $"{line.Id.Id} {line.Message}"));
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("handler", false)]
    [InlineData("model", false)]
    [InlineData("own event", false)]
    [InlineData("everything", false)]
    [InlineData("query", false)]
    [InlineData("fallback", false)]
    public async Task A_destination_that_would_refuse_everything_says_so_when_it_is_made(string kind, bool warns)
    {
        await using var app = new TestDestination(destination => _ = kind switch
        {
            "handler" => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>(),
            "model" => destination.AddHandler<Model>("Notes"),
            "own event" => destination.AddHandler<Model>("Genomics", "New"),
            "everything" => destination.AddHandler<Model>(),
            "query" => destination.AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>(),
            "fallback" => destination.AddFallbackHandler<NotingFallback>(),
            _ => destination,
        });

        _ = app.Destination;
        _ = app.Destination;

        Assert.Equal(
            warns ? ["84 The destination 'default' has no handler and no fallback, so every message is refused. Register one with AddHandler."] : [],
            Lines(app).Select(line => $"{line.Id.Id} {line.Message}"));
    }

    private static IReadOnlyList<FakeLogRecord> Lines(TestDestination app) => [.. app.Services.GetFakeLogCollector().GetSnapshot().Where(line => line.Level > LogLevel.Debug)];

    private abstract class Named(Journal journal, string name) : IRedoxHandler<IRedoxMessage>
    {
        public Task HandleAsync(IRedoxMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            journal.Enqueue($"{name} {message}");
            return Task.CompletedTask;
        }
    }

    private sealed class Model(Journal journal) : Named(journal, "model");

    private sealed class Event(Journal journal) : Named(journal, "event");

    private sealed class Known(Journal journal) : Named(journal, "known");
}
