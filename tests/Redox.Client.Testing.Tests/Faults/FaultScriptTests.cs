using System.Collections.Concurrent;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Faults;

public abstract class FaultScriptTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : FaultScriptTests(Transport.InMemory);

    public sealed class OnSocket() : FaultScriptTests(Transport.Socket);

    [Fact]
    public async Task Concurrent_requests_use_each_step_exactly_once()
    {
        var token = "Bearer " + await GetTokenAsync();
        Redox.Faults.On(FakeRoute.Messages)
            .Then(Fault.ServerError, times: 20)
            .ThenOk(times: 10)
            .Then(Fault.GatewayTimeout)
            .Then(Fault.TooManyRequests(), times: 30);

        var statuses = new ConcurrentBag<int>();
        await Parallel.ForAsync(0, 200, async (_, _) => statuses.Add((await PostAsync(Appointment, token)).Status));

        Assert.Equal(
            [(200, 149), (429, 30), (500, 20), (504, 1)],
            statuses.CountBy(status => status).Select(count => (count.Key, count.Value)).Order());
        Assert.Empty(Redox.Faults.Unused);
    }

    [Fact]
    public async Task Each_key_runs_the_script_separately()
    {
        var token = "Bearer " + await GetTokenAsync();
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").PerKey(request => request.At("Patient.Identifiers[0].ID"))
            .Then(Fault.ServerError)
            .Then(Fault.ServiceUnavailable(), times: 2)
            .ThenOk();

        var statuses = new ConcurrentDictionary<int, ConcurrentQueue<int>>();
        await Parallel.ForAsync(0, 20, async (patient, _) =>
        {
            for (var i = 0; i < 5; i++)
            {
                statuses.GetOrAdd(patient, _ => new()).Enqueue((await PostAsync(For(patient), token)).Status);
            }
        });

        Assert.All(statuses.Values, sequence => Assert.Equal([500, 503, 503, 200, 200], sequence));
        Assert.Equal(200, (await PostAsync(Unknown, token)).Status);
        Assert.Empty(Redox.Faults.Unused);
    }

    [Fact]
    public async Task Scripts_apply_within_their_scope_in_the_order_of_scripting()
    {
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "Cancel").Then(Fault.ServerError);
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling").When(request => request.At("Visit.Duration") == "30").Then(Fault.Forbidden);
        Redox.Faults.Next(Fault.NotFound);

        Assert.Equal(404, (await PostWithTokenAsync(Unknown)).Status);
        Assert.Equal(403, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Equal(["On(Messages).For(\"Scheduling\", \"Cancel\"): not used: 500 Internal Server Error. No request met this script."], Redox.Faults.Unused);
    }

    [Fact]
    public async Task An_endless_fault_lasts_until_it_is_cleared()
    {
        Redox.Faults.On(FakeRoute.Messages).ThenOk().ThenAlways(Fault.BadGateway);

        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Equal(["On(Messages): not used: 502 Bad Gateway, always."], Redox.Faults.Unused);
        Assert.Equal(502, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Equal(502, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Empty(Redox.Faults.Unused);

        Redox.Faults.Clear();
        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
    }

    [Fact]
    public async Task Unused_steps_are_listed_without_keys()
    {
        Redox.Faults.On(FakeRoute.Messages).PerKey(request => request.At("Patient.Identifiers[0].ID")).Then(Fault.ServerError, times: 3).Then(Fault.NoResponse);
        Redox.Faults.NextToken(Fault.Slow(TimeSpan.Zero)).Then(Fault.InvalidRequest());

        await PostWithTokenAsync(For(4711));

        Assert.Equal(
            [
                "On(Messages).PerKey(...): not used for 1 of 1 keys: 500 Internal Server Error, 2 times, then no response.",
                "On(Token): not used: 400 invalid_request.",
            ],
            Redox.Faults.Unused);
    }

    [Fact]
    public async Task A_failing_filter_is_reported_without_failing_the_request()
    {
        Redox.Faults.On(FakeRoute.Messages).When(request => request.Json.GetProperty("Nothing").GetBoolean()).Then(Fault.ServerError);

        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);

        Assert.EndsWith(
            " When or PerKey failed with KeyNotFoundException at request #2: The given key was not present in the dictionary.", Assert.Single(Redox.Faults.Unused), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_for_another_route_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => Redox.Faults.NextToken(Fault.ExpiredToken));

        Assert.Contains("'the token expired' is a fault for the route Messages, but the script is for the route Token.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Redox.Faults.Next(Fault.InvalidRequest()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Redox.Faults.On(FakeRoute.Messages).Then(Fault.ServerError, times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Response(101));
        Assert.Throws<ArgumentException>(() => Fault.Response(204, "{}"));
        Assert.Empty(Redox.Faults.Unused);
    }

    [Fact]
    public async Task Any_value_in_a_message_is_found_by_its_path()
    {
        await PostWithTokenAsync("""{"Meta":{"DataModel":"Weather","EventType":"New","Destinations":[{"ID":"a"}]},"a":[{"b":1.50},{"b":true}],"c":null,"d":"\ud800"}""");
        var entry = Redox.Requests.Messages[0];

        string[] paths = ["Meta.DataModel", "Meta.Destinations[0].ID", "a[0].b", "a[1].b", "a[2].b", "c", "d", "a", "Meta.DataModel.x"];
        Assert.Equal(["Weather", "a", "1.50", "true", null, null, null, null, null], paths.Select(entry.At));
    }

    private static string For(int patient)
    {
        var message = JObject.Parse(Appointment);
        message["Patient"]!["Identifiers"]![0]!["ID"] = patient.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return message.ToString();
    }
}
