namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>A misspelled name in a test would make "none has arrived" true, and a fault would never happen.</summary>
public sealed class EventNameTests
{
    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.CustomEvents.Add("Scheduling.WaitlistOffer"));

    public static TheoryData<string> Ways => ["ReceivedOf", "AssertReceived", "Expect", "For", "Is"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_misspelled_event_is_refused_with_the_nearest_names(string way)
    {
        await SendAsync("Scheduling", "New");

        var exception = Assert.Throws<ArgumentException>(() => Name(way, "Scheduling", "Nwe"));

        Assert.StartsWith("'Scheduling.Nwe' is not an event of Redox's data models. The nearest names: Scheduling.New, ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("CustomEvents.Add(", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Known_custom_and_older_event_names_are_accepted(string way)
    {
        await SendAsync("Scheduling", "New");

        Name(way, "Scheduling", "Cancel");
        Name(way, "Clinical Summary", "PatientPush");
        Name(way, "ClinicalSummary", "PatientPush");
        Name(way, "Scheduling", "WaitlistOffer");
    }

    [Fact]
    public async Task An_event_that_has_arrived_may_be_named()
    {
        await SendAsync("Genomics", "Sequenced");
        _redox.Requests.Allow(Enum.GetValues<RequestProblemKind>());

        Assert.Contains(_redox.Requests, request => request.Is("Genomics", "Sequenced"));
        Assert.Empty(_redox.Requests.AssertReceived("Genomics", "Sequenced", times: 0)); // It carried no token, so it was not accepted.
    }

    [Fact]
    public void A_misspelled_data_model_of_a_fault_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => _redox.Faults.On(FakeRoute.Messages).For("Schedulng"));

        Assert.StartsWith("'Schedulng' is not one of Redox's data models. The nearest names: Scheduling, ", exception.Message, StringComparison.Ordinal);
        _redox.Faults.On(FakeRoute.Messages).For("ClinicalSummary");
    }

    [Fact]
    public void A_misspelled_data_model_of_a_subscription_is_refused()
    {
        const string Unknown = "'Schedulin' is not one of Redox's data models. The nearest names: Scheduling, ";
        static RedoxFake Fake(string dataModel) => RedoxFake.InMemory(options =>
        {
            options.CustomEvents.Add("Genomics.Sequenced");
            options.Destinations["d"] = new("Harbor Clinic") { DataModels = [dataModel] };
        });
        using var handler = new HttpClientHandler();
        var destination = Fake("genomics").Push.To(handler, "/redox", "t");

        Assert.StartsWith(Unknown, Assert.Throws<ArgumentException>(() => Fake("Schedulin")).Message, StringComparison.Ordinal);
        Assert.StartsWith(Unknown, Assert.Throws<ArgumentException>(() => destination.Subscription("Schedulin")).Message, StringComparison.Ordinal);
        Assert.Empty(destination.Subscriptions);

        Assert.Same(destination.Subscription("clinical summary"), destination.Subscription("ClinicalSummary"));
        destination.Subscription("Genomics").Pause();
        destination.EnqueueJson("""{"Meta":{"DataModel":"Telemetry","EventType":"New"}}""").Stop();
        Assert.Equal("Telemetry", destination.Subscription("telemetry").DataModel);
    }

    private void Name(string way, string dataModel, string eventType)
    {
        switch (way)
        {
            case "ReceivedOf":
                _redox.Requests.ReceivedOf(dataModel, eventType);
                break;
            case "AssertReceived":
                _redox.Requests.AssertReceived(dataModel, eventType, times: 0);
                break;
            case "Expect":
                _redox.Expect(dataModel, eventType, times: 0);
                break;
            case "For":
                _redox.Faults.On(FakeRoute.Messages).For(dataModel, eventType);
                break;
            default:
                _redox.Requests.First().Is(dataModel, eventType);
                break;
        }
    }

    private async Task SendAsync(string dataModel, string eventType)
    {
        using var http = _redox.CreateHttpClient();
        using var content = new StringContent($$$"""{"Meta":{"DataModel":"{{{dataModel}}}","EventType":"{{{eventType}}}"}}""");
        using var response = await http.PostAsync("endpoint", content);
    }
}
