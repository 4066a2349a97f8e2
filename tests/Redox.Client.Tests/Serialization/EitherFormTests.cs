using System.Text;
using Redox.Client.Models;

namespace Redox.Client.Tests.Serialization;

/// <summary>Members whose type changed in Redox's definitions: the older and the newer form are both right.</summary>
public sealed class EitherFormTests
{
    private const string SignOn = """{"Meta":{"DataModel":"SSO","EventType":"Sign-on"},"Subject":"d.okafor","Expiration":#,"IssuedAt":1696420800}""";
    private const string Booked = """{"Meta":{"DataModel":"Scheduling","EventType":"Booked"},"StartDateTime":"2023-10-04","Visit":{"Reason":#}}""";
    private const string Batch = """{"Meta":{"DataModel":"Scheduling","EventType":"PushSlots","CurrentBatch":#,"TotalBatches":"3"},"Slots":[{"DateTime":"2023-10-04T12:00:00Z","Duration":5}]}""";
    private const string Range =
        """{"Meta":{"DataModel":"Clinical Summary","EventType":"PatientPush"},"FunctionalStatus":{"Observations":[{"ReferenceRange":{"Low":#,"High":"18.50"}}]}}""";

    [Theory]
    [InlineData("1696421100", "2023-10-04T12:05:00.000Z")]
    [InlineData("1696421100.5", "2023-10-04T12:05:00.500Z")]
    [InlineData("1.6964211e9", "2023-10-04T12:05:00.000Z")]
    [InlineData("-1", "1969-12-31T23:59:59.000Z")]
    [InlineData("0", "1970-01-01T00:00:00.000Z")]
    [InlineData("\"2023-10-04T12:05:00.000Z\"", "2023-10-04T12:05:00.000Z")]
    [InlineData("\"2023-10-04T14:05:00+02:00\"", "2023-10-04T14:05:00+02:00")]
    [InlineData("null", null)]
    public void A_time_is_seconds_or_text(string value, string? expected) =>
        Assert.Equal(expected, $"{Read<SsoSignOn>(SignOn, value).Expiration}" is { Length: > 0 } text ? text : null);

    [Theory]
    [InlineData("\"follow-up\"", "follow-up")]
    [InlineData("[\"follow-up\"]", "follow-up")]
    [InlineData("[\"follow-up\",\"ECG\"]", "follow-up, ECG")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public void A_reason_is_a_list_or_text(string value, string expected) =>
        Assert.Equal(expected, string.Join(", ", Read<SchedulingBooked>(Booked, value).Visit!.Reason));

    [Theory]
    [InlineData("2")]
    [InlineData("\"2\"")]
    public void A_number_of_a_batch_is_a_number_or_text(string value) => Assert.Equal(2, Read<SchedulingPushSlots>(Batch, value).Meta.CurrentBatch);

    [Theory]
    [InlineData("3.10")]
    [InlineData("\"3.10\"")]
    public void A_bound_is_a_number_or_text(string value) =>
        Assert.Equal(3.10m, Read<ClinicalSummaryPatientPush>(Range, value).FunctionalStatus!.Observations[0].ReferenceRange!.Low);

    [Theory]
    [InlineData(SignOn, "true", "Expiration: expected date or date and time, found boolean")]
    [InlineData(SignOn, "1696421100000", "Expiration: expected seconds since 1970, or a date and time, found number")]
    [InlineData(SignOn, "\"soon\"", "Expiration: expected date or date and time, found text that is neither")]
    [InlineData(Booked, "7", "Visit.Reason: expected array, found number")]
    [InlineData(Booked, "\"\\ud83e\"", "Visit.Reason: expected array, found half a surrogate pair in a string")]
    [InlineData(Batch, "\"two\"", "Meta.CurrentBatch: expected number, found string")]
    [InlineData(Range, "\"<5\"", "FunctionalStatus.Observations[0].ReferenceRange.Low: expected number, found string")]
    [InlineData(Range, "true", "FunctionalStatus.Observations[0].ReferenceRange.Low: expected number, found boolean")]
    public void Any_other_form_is_reported_and_kept(string message, string value, string expected)
    {
        var json = message.Replace("#", value, StringComparison.Ordinal);
        var (parsed, issues) = RedoxJson.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal([expected], issues.Select(issue => $"{issue.Path}: expected {issue.Expected}, found {issue.Found}"));
        Assert.Equal(json, Written(parsed));
    }

    [Theory]
    [InlineData(SignOn, "true")]
    [InlineData(SignOn, "1696421100000")]
    [InlineData(SignOn, "\"soon\"")]
    [InlineData(Booked, "7")]
    [InlineData(Batch, "true")]
    public void Any_other_form_is_a_problem_when_it_is_sent(string message, string value) =>
        Assert.Single(RedoxJson.Validate(message.Replace("#", value, StringComparison.Ordinal)));

    [Fact]
    public void A_time_that_is_set_is_written_as_seconds()
    {
        var read = Read<SsoSignOn>(SignOn, "\"2023-10-04T12:05:00.000Z\"");

        Assert.Equal(SignOn.Replace("#", "1696421160", StringComparison.Ordinal), Written(read with { Expiration = DateTimeOffset.FromUnixTimeSeconds(1_696_421_160) }));
    }

    [Fact]
    public void A_reason_that_is_added_makes_a_list()
    {
        var booked = SchedulingBooked.Build(m => m.To("ehr").StartDateTime(new DateOnly(2023, 10, 4)).Visit(v => v.AddReason("ECG")));

        Assert.Contains("""{"Reason":["ECG"]}""", Written(booked), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_set_are_written_as_numbers()
    {
        var batch = Read<SchedulingPushSlots>(Batch, "\"2\"");
        var range = new FunctionalReferenceRange { Low = 3.5m };

        Assert.Contains("\"CurrentBatch\":1,\"TotalBatches\":\"3\"", Written(batch with { Meta = batch.Meta with { CurrentBatch = 1 } }), StringComparison.Ordinal);
        Assert.Equal("""{"Low":3.5}""", System.Text.Json.JsonSerializer.Serialize(range));
    }

    // Read without an issue, written back the same, and valid.
    private static T Read<T>(string message, string value)
        where T : RedoxMessage
    {
        var json = message.Replace("#", value, StringComparison.Ordinal);
        var (parsed, issues) = RedoxJson.Read(Encoding.UTF8.GetBytes(json));

        Assert.Empty(issues);
        Assert.Equal(json, Written(parsed));
        Assert.DoesNotContain(RedoxJson.Validate(json), problem => !problem.IsMissing);
        return Assert.IsType<T>(parsed);
    }

    private static string Written(IRedoxMessage message) => Encoding.UTF8.GetString(RedoxJson.SerializeToUtf8Bytes(message));
}
