using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Exchange;

public abstract class SubscriptionTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : SubscriptionTests(Transport.InMemory);

    public sealed class OnSocket() : SubscriptionTests(Transport.Socket);

    [Fact]
    public async Task A_destination_accepts_the_subscribed_data_models()
    {
        await RestartAsync(options => options.Destinations["d"] = new("Harbor Clinic") { DataModels = ["patientadmin", "ClinicalSummary"] });

        await SendEventAsync("PatientAdmin", "NewPatient", $$"""{"Patient":{{Niamh}}}""");
        await QueryAsync("Clinical Summary", "PatientQuery", PatientOne);
        AssertRejected(
            await PostWithTokenAsync(Message("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00Z"))), NoSubscription, "Subscriptions", "DataModelNotSubscribed");
        Assert.Empty(Redox.Data.Appointments);
    }

    [Fact]
    public async Task A_destination_in_another_environment_is_refused()
    {
        await RestartAsync(options =>
        {
            options.Environment = RedoxEnvironment.Staging;
            options.Destinations["d"] = new("Harbor Clinic") { Environment = RedoxEnvironment.Production };
            options.Destinations["22222222-2222-4222-8222-222222222222"] = new("Cedar Clinic");
        });

        AssertRejected(
            await PostWithTokenAsync(Message("PatientSearch", "Query", PatientOne)), NoSubscription, "Subscriptions", "DestinationInOtherEnvironment");
        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
    }

    [Fact]
    public async Task Every_refused_destination_is_in_the_journal()
    {
        await RestartAsync(options => options.Destinations["d"] = new("Harbor Clinic") { DataModels = ["Notes"] });
        var message = Message("PatientAdmin", "NewPatient", $$"""{"Patient":{{Niamh}}}""")
            .Replace("""[{"ID":"d"}]""", """[{"ID":"d"},{"ID":"e"},{}]""", StringComparison.Ordinal);

        AssertRejected(await PostWithTokenAsync(message), NoSubscription, "Subscriptions", "DataModelNotSubscribed", "DestinationUnknown", "DestinationUnknown");
    }
}
