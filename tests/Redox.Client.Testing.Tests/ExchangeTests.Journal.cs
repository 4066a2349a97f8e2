using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests;

public abstract partial class ExchangeTests
{
    [Fact]
    public async Task The_journal_keeps_what_arrived()
    {
        await PostWithTokenAsync(Appointment);

        Assert.Equal(["/v2/auth/token", "/endpoint"], _redox.Requests.Select(request => request.Path));
        Assert.Equal([1, 2], _redox.Requests.Select(request => request.Number));
        var message = Assert.Single(_redox.Requests.Messages);
        Assert.Equal(("POST", 200, true), (message.Method, message.Status, message.Accepted));
        Assert.Equal(Appointment, Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal("1", message.Json.GetProperty("Patient").GetProperty("Identifiers")[0].GetProperty("ID").GetString());
        Assert.Equal(_clock.GetUtcNow(), message.ReceivedAt);
        Assert.Equal("application/json; charset=utf-8", message.Headers["content-type"]);
        Assert.Equal(JsonValueKind.Undefined, Assert.Single(_redox.Requests.Tokens).Json.ValueKind);
    }

    [Fact]
    public async Task ReceivedOf_returns_the_accepted_messages()
    {
        await PostAsync(Appointment, authorization: null);
        await PostWithTokenAsync(Appointment);

        Assert.Equal([401, 200], _redox.Requests.Messages.Select(request => request.Status));
        Assert.Equal(200, Assert.Single(_redox.Requests.ReceivedOf("Scheduling", "New")).Status);
        Assert.Empty(_redox.Requests.ReceivedOf("Scheduling", "Cancel"));
    }

    [Fact]
    public async Task Entries_of_the_same_request_are_equal()
    {
        await PostAsync(Appointment, authorization: null);
        var before = _redox.Requests.ToHashSet();
        await PostAsync(Appointment, authorization: null);

        Assert.Equal([2L], _redox.Requests.Except(before).Select(request => request.Number));
        Assert.Equal(_redox.Requests.Of(FakeRoute.Messages), _redox.Requests);
    }

    [Fact]
    public async Task The_timeline_shows_the_requests_without_bodies()
    {
        Assert.Equal("No requests have arrived.", _redox.Requests.ToString());
        await PostWithTokenAsync(Appointment);
        await PostAsync(Appointment, "Bearer garbage");

        var lines = _redox.Requests.ToString().ReplaceLineEndings("\n").Split('\n');

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

        var entry = Assert.Single(_redox.Requests.ReceivedOf("Scheduling", "New"));
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

        Assert.Equal(Enumerable.Range(0, senders * each), _redox.Requests.ReceivedOf("Scheduling", "New").Select(entry => Id(entry)).Order());
        Assert.Equal(Enumerable.Range(1, (senders * each) + 1), _redox.Requests.Select(entry => (int)entry.Number));
        Assert.All(_redox.Requests, entry => Assert.Equal(RequestState.Replied, entry.State));

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

        Assert.Equal(value, _redox.Requests.Messages[0].At(path));
    }

    [Fact]
    public async Task A_message_can_be_waited_for_by_type()
    {
        var waiting = _redox.Requests.WaitForAsync<SchedulingNew>(message => message.Visit?.Location?.Department == "3N", TimeSpan.FromMinutes(1));

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
        await _redox.DisposeAsync();

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Appointment, "Bearer garbage"));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
        Assert.Equal(2, _redox.Requests.Count);
    }
}
