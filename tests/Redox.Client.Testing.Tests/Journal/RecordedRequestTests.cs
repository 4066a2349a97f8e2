using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Journal;

public abstract class RecordedRequestTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : RecordedRequestTests(Transport.InMemory);

    public sealed class OnSocket() : RecordedRequestTests(Transport.Socket);

    [Fact]
    public async Task The_journal_keeps_what_arrived()
    {
        await PostWithTokenAsync(Appointment);

        Assert.Equal(["/v2/auth/token", "/endpoint"], Redox.Requests.Select(request => request.Path));
        Assert.Equal([1, 2], Redox.Requests.Select(request => request.Number));
        var message = Assert.Single(Redox.Requests.Messages);
        Assert.Equal(("POST", 200, true), (message.Method, message.Status, message.Accepted));
        Assert.Equal(Appointment, Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal("1", message.Json.GetProperty("Patient").GetProperty("Identifiers")[0].GetProperty("ID").GetString());
        Assert.Equal(Clock.GetUtcNow(), message.ReceivedAt);
        Assert.Equal("application/json; charset=utf-8", message.Headers["content-type"]);
        Assert.Equal(JsonValueKind.Undefined, Assert.Single(Redox.Requests.Tokens).Json.ValueKind);
    }

    [Fact]
    public async Task ReceivedOf_returns_the_accepted_messages()
    {
        await PostAsync(Appointment, authorization: null);
        await PostWithTokenAsync(Appointment);

        Assert.Equal([401, 200], Redox.Requests.Messages.Select(request => request.Status));
        Assert.Equal(200, Assert.Single(Redox.Requests.ReceivedOf("Scheduling", "New")).Status);
        Assert.Empty(Redox.Requests.ReceivedOf("Scheduling", "Cancel"));
    }

    [Fact]
    public async Task Entries_of_the_same_request_are_equal()
    {
        await PostAsync(Appointment, authorization: null);
        var before = Redox.Requests.ToHashSet();
        await PostAsync(Appointment, authorization: null);

        Assert.Equal([2L], Redox.Requests.Except(before).Select(request => request.Number));
        Assert.Equal(Redox.Requests.Of(FakeRoute.Messages), Redox.Requests);
    }

    [Fact]
    public async Task The_timeline_shows_the_requests_without_bodies()
    {
        Assert.Equal("No requests have arrived.", Redox.Requests.ToString());
        await PostWithTokenAsync(Appointment);
        await PostAsync(Appointment, "Bearer garbage");

        var lines = Redox.Requests.ToString().ReplaceLineEndings("\n").Split('\n');

        Assert.StartsWith("#1 09:00:00.000 POST /v2/auth/token (", lines[0], StringComparison.Ordinal);
        Assert.Equal($"#2 09:00:00.000 POST /endpoint Scheduling.New ({Appointment.Length} bytes): 200", lines[1]);
        Assert.Equal($"#3 09:00:00.000 POST /endpoint Scheduling.New ({Appointment.Length} bytes): 401", lines[2]);
        Assert.StartsWith("    BearerTokenUnknown: ", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("garbage", StringComparison.Ordinal) || line.Contains("MR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_large_body_is_kept_as_length_and_hash()
    {
        var message = Appointment.Replace("\"1\"", $"\"{new string('1', 256 * 1024)}\"", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(message);

        Assert.Equal(200, (await PostWithTokenAsync(message)).Status);

        var entry = Assert.Single(Redox.Requests.ReceivedOf("Scheduling", "New"));
        Assert.Equal((bytes.Length, true), (entry.BodyLength, entry.Body.IsEmpty));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), entry.BodyHash, ignoreCase: true);
        Assert.Equal(JsonValueKind.Undefined, entry.Json.ValueKind);
    }

    [Fact]
    public async Task Concurrent_requests_are_each_recorded_once()
    {
        await RestartAsync(options => (options.JournalCapacity, options.RateLimit.Enabled) = (StressedMessages + 1, false));
        var token = "Bearer " + await GetTokenAsync();
        var (senders, each) = (16, StressedMessages / 16);

        await Parallel.ForAsync(0, senders, async (sender, _) =>
        {
            for (var i = 0; i < each; i++)
            {
                await PostAsync(Appointment.Replace("\"1\"", $"\"{(sender * each) + i}\"", StringComparison.Ordinal), token);
            }
        });

        Assert.Equal(Enumerable.Range(0, senders * each), Redox.Requests.ReceivedOf("Scheduling", "New").Select(entry => Id(entry)).Order());
        Assert.Equal(Enumerable.Range(1, (senders * each) + 1), Redox.Requests.Select(entry => (int)entry.Number));
        Assert.All(Redox.Requests, entry => Assert.Equal(RequestState.Replied, entry.State));

        static int Id(RecordedRequest entry) => int.Parse(entry.At("Patient.Identifiers[0].ID")!, null);
    }

    [Theory]
    [InlineData("Patient.Identifiers[0].IDType", "MR")]
    [InlineData("Visit.Duration", "30")]
    [InlineData("Meta.Test", "true")]
    [InlineData("Visit.Location", null)]
    [InlineData("Patient.Identifiers[1].ID", null)]
    [InlineData("Nowhere.At.All", null)]
    public async Task A_value_is_found_by_its_path(string path, string? value)
    {
        await PostWithTokenAsync(Appointment);

        Assert.Equal(value, Redox.Requests.Messages[0].At(path));
    }

    [Fact]
    public async Task A_message_can_be_waited_for_by_type()
    {
        var waiting = Redox.Requests.WaitForAsync<SchedulingNew>(message => message.Visit?.Location?.Department == "3N", TimeSpan.FromMinutes(1));

        await PostAsync(Appointment, authorization: null);
        await PostWithTokenAsync(Appointment.Replace("3N", "4N", StringComparison.Ordinal));
        Assert.False(waiting.IsCompleted);
        await PostWithTokenAsync(Appointment);

        Assert.Equal("7", (await waiting).Visit?.VisitNumber);
    }

    [Fact]
    public async Task A_disposed_fake_stops_serving_and_keeps_its_journal()
    {
        await PostWithTokenAsync(Appointment);
        await Redox.DisposeAsync();

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Appointment, "Bearer garbage"));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
        Assert.Equal(2, Redox.Requests.Count);
    }
}
