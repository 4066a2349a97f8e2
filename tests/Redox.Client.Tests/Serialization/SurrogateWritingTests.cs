using System.Text;
using System.Text.Json;
using CsCheck;
using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Json;

namespace Redox.Client.Tests.Serialization;

/// <summary>Texts of the application that hold half a surrogate pair: named before they are sent, and never replaced without a word.</summary>
public sealed class SurrogateWritingTests
{
    private const string Problem = "contains half a surrogate pair: the text was cut within a character, for example an emoji";

    private static readonly string Cut = "pain \ud83e\udd12"[..6];

    private static readonly Gen<string> Texts = Gen.String[Gen.Char["ab\u00e4\"\\\n<\ufffd\ud83e\udd12\ud800\udfff"], 0, 12];

    [Fact]
    public void Any_text_is_written_as_it_is_and_a_half_is_a_problem() => Texts.Sample(
        text =>
        {
            var message = new SchedulingNew { Visit = new() { Reason = text } };
            var holdsHalf = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) != text;

            foreach (var json in new[] { RedoxJson.Serialize(message), JsonSerializer.Serialize(message), JsonSerializer.Serialize(message, RedoxJson.Options) })
            {
                var visit = (JsonTreeObject)((JsonTreeObject)JsonTree.Parse(json))["Visit"]!;
                Assert.Equal($"\"{text}", ((JsonTreeScalar)visit["Reason"]!).Meaning);
                Assert.Equal(holdsHalf ? [$"Visit.Reason: {Problem}"] : [], RedoxJson.Validate(json).Where(problem => problem.Path == "Visit.Reason").Select(problem => $"{problem}"));
            }
        },
        iter: 2_000);

    [Fact]
    public void Each_kind_of_text_is_checked_when_it_is_built()
    {
        var problems = Assert.Throws<RedoxValidationException>(() => PatientAdminNewPatient.Build(message => message
            .Meta(meta => meta with { FacilityCode = Cut })
            .Patient(patient => patient.AddIdentifier(Cut, "MR").Notes([Cut, "whole"])
                .Demographics(person => person.Sex(new Redox.Client.Models.Sex(Cut)).FirstName("Ada \ud83e\udd12"))))).Problems;

        Assert.Equal(
            ["Meta.FacilityCode", "Patient.Identifiers[0].ID", "Patient.Demographics.Sex", "Patient.Notes[0]"],
            problems.Where(problem => problem.Description == Problem).Select(problem => problem.Path));
        Assert.Equal(4, problems.Count);
    }

    [Fact]
    public async Task It_is_not_sent_unless_validation_is_off_and_then_it_is_sent_as_it_is()
    {
        var message = TestApp.Appointment();
        message = message with { Visit = message.Visit! with { Reason = Cut } };
        await using var strict = new TestApp();
        await using var lenient = new TestApp(options => options.ValidateBeforeSending = false);
        lenient.Redox.Requests.Allow(RequestProblemKind.MemberMalformed);

        var refusal = await Assert.ThrowsAsync<RedoxValidationException>(() => strict.Client.SendAsync(message));
        await lenient.Client.SendAsync(message);

        Assert.Equal([$"Visit.Reason: {Problem}"], refusal.Problems.Select(problem => $"{problem}"));
        Assert.Empty(strict.Messages);
        Assert.Contains(@"""Reason"":""pain \ud83e""", Encoding.UTF8.GetString(lenient.Messages[0].Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_halves_are_two_texts()
    {
        var (one, other) = (new SchedulingVisit { Reason = "\ud83e" }, new SchedulingVisit { Reason = "\ud83c" });

        Assert.NotEqual(one, other);
        Assert.NotEqual(one, new SchedulingVisit { Reason = "\ufffd" });
        Assert.Equal(one, new SchedulingVisit { Reason = "\ud83e" });
    }

    [Fact]
    public void A_name_that_is_no_text_is_refused()
    {
        var value = JsonSerializer.SerializeToElement(1);

        Assert.Contains("half a surrogate pair", Assert.Throws<ArgumentException>(() => new SchedulingVisit { AdditionalProperties = new Dictionary<string, JsonElement> { [Cut] = value } }).Message, StringComparison.Ordinal);
        Assert.Contains("half a surrogate pair", Assert.Throws<ArgumentException>(() => SchedulingVisit.Build(visit => visit.AdditionalProperty(Cut, value))).Message, StringComparison.Ordinal);
        Assert.Contains("half a surrogate pair", Assert.Throws<ArgumentException>(() => Extensions.Build(extensions => extensions.Add(Cut, new Extension()))).Message, StringComparison.Ordinal);
        Assert.Contains("half a surrogate pair", Assert.Throws<ArgumentException>(() => new Extensions { Items = new Dictionary<string, Extension> { [Cut] = new() } }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_bytes_that_are_not_utf8_is_refused()
    {
        using var document = JsonDocument.Parse((byte[])[(byte)'"', 0xE9, (byte)'"']);
        var value = document.RootElement;

        Assert.Contains("not UTF-8", Assert.Throws<ArgumentException>(() => new SchedulingVisit { AdditionalProperties = new Dictionary<string, JsonElement> { ["New"] = value } }).Message, StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Assert.Throws<ArgumentException>(() => SchedulingVisit.Build(visit => visit.AdditionalProperty("New", value))).Message, StringComparison.Ordinal);
    }
}
