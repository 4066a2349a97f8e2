using System.Text;
using Redox.Client.Models;
using Shared.Samples;

namespace Redox.Client.Tests.Messages.Validation;

public sealed class ValidationTests
{
    private const string Meta = "\"Meta\":{\"DataModel\":\"PatientAdmin\",\"EventType\":\"PatientUpdate\"}";
    private const string Identifiers = "\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"}]";

    [Theory]
    [InlineData("\"Demographics\":{\"DOB\":\"01-01-01\"}", "Patient.Demographics.DOB: must be a date, YYYY-MM-DD")]
    [InlineData("\"Demographics\":{\"DOB\":\"1994-07-21T00:00:00.000Z\"}", "Patient.Demographics.DOB: must be a date without a time")]
    [InlineData("\"Demographics\":{\"FirstName\":\"Ada \\ud83e\"}", "Patient.Demographics.FirstName: contains half a surrogate pair: the text was cut within a character, for example an emoji")]
    [InlineData("\"Notes\":[\"\\ufffd\",\"\\udd12\"]", "Patient.Notes[1]: contains half a surrogate pair: the text was cut within a character, for example an emoji")]
    [InlineData("\"Demographics\":{\"DOB\":7}", "Patient.Demographics.DOB: must be a date, YYYY-MM-DD, but is number")]
    [InlineData("\"Demographics\":{\"DeathDateTime\":\"yesterday\"}", "Patient.Demographics.DeathDateTime: must be a date, YYYY-MM-DD, or a date and time, YYYY-MM-DDThh:mm:ss.fffZ")]
    [InlineData("\"Demographics\":{\"FirstName\":17}", "Patient.Demographics.FirstName: must be a string, but is number")]
    [InlineData("\"Demographics\":{\"IsHispanic\":\"no\"}", "Patient.Demographics.IsHispanic: must be a boolean, but is string")]
    [InlineData("\"Demographics\":\"none\"", "Patient.Demographics: must be an object, but is string")]
    [InlineData("\"Notes\":\"one\"", "Patient.Notes: must be an array, but is string")]
    [InlineData("\"Notes\":[\"one\",null]", "Patient.Notes[1]: must be a string, but is null")]
    [InlineData("\"Contacts\":[[]]", "Patient.Contacts[0]: must be an object, but is array")]
    [InlineData("\"Demographics\":{\"PhoneNumber\":{\"Extensions\":{\"a\":{\"date\":\"x\"}}}}", "Patient.Demographics.PhoneNumber.Extensions.?.date: must be a date, YYYY-MM-DD")]
    [InlineData("\"Demographics\":{\"PhoneNumber\":{\"Extensions\":{\"a\":\"x\"}}}", "Patient.Demographics.PhoneNumber.Extensions.?: must be an object, but is string")]
    [InlineData("\"Demographics\":{\"DOB\":\"20120807\",\"Sex\":\"M\",\"FirstName\":null,\"DeathDateTime\":\"\",\"New\":[1]}", null)]
    public void A_value_of_the_wrong_kind_is_a_problem_at_its_path(string member, string? problem) => Assert.Equal(
        problem is null ? [] : [problem],
        RedoxJson.Validate($"{{{Meta},\"Patient\":{{{Identifiers},{member}}}}}").Select(found => $"{found}"));

    [Theory]
    [InlineData("{\"Meta\":{}}", "Meta.DataModel: required for every message", "Meta.EventType: required for every message")]
    [InlineData("{\"Meta\":{\"DataModel\":\"\",\"EventType\":null}}", "Meta.DataModel: required for every message", "Meta.EventType: required for every message")]
    [InlineData("{\"Meta\":{\"DataModel\":5,\"EventType\":\"New\"}}", "Meta.DataModel: must be a string, but is number")]
    [InlineData("{\"Meta\":{\"DataModel\":\"Genetics\",\"EventType\":\"New\"},\"Genes\":[null]}")]
    public void Unknown_event_needs_only_its_names(string json, params string[] problems) =>
        Assert.Equal(problems, RedoxJson.Validate(json).Select(found => $"{found}"));

    [Fact]
    public void All_problems_come_at_once() => Assert.Equal(
        ["Meta.Test: must be a boolean, but is string", "Patient.Identifiers[0].ID: required for PatientAdmin.PatientUpdate", "Patient.Identifiers[0].IDType: required for PatientAdmin.PatientUpdate", "Patient.Demographics.Sex: must be a string, but is array"],
        RedoxJson.Validate("""{"Patient":{"Identifiers":[{}],"Demographics":{"Sex":[]}},"Meta":{"Test":"x","DataModel":"PatientAdmin","EventType":"PatientUpdate"}}""").Select(found => $"{found}").OrderBy(found => !found.StartsWith("Meta", StringComparison.Ordinal)));

    [Fact]
    public void Of_two_members_of_one_name_the_last_one_counts()
    {
        Assert.Single(RedoxJson.Validate($"{{{Meta},\"Patient\":{{{Identifiers},\"Identifiers\":null}}}}"));
        Assert.Empty(RedoxJson.Validate($"{{{Meta},\"Patient\":{{\"Identifiers\":null,{Identifiers}}}}}"));
    }

    [Fact]
    public void Names_without_spaces_and_old_names_are_checked_like_new_ones()
    {
        Assert.NotEmpty(RedoxJson.Validate("""{"Meta":{"DataModel":"ClinicalSummary","EventType":"PatientQuery"}}"""));
        Assert.NotEmpty(RedoxJson.Validate("""{"Meta":{"DataModel":"Clinical Summary","EventType":"Query"}}"""));
    }

    [Fact]
    public void A_message_above_40_megabytes_is_a_problem()
    {
        var json = Encoding.UTF8.GetBytes($"{{{Meta},\"Patient\":{{{Identifiers}}},\"New\":\"{new string('x', RedoxJson.MaxMessageSize)}\"}}");

        Assert.Equal(["$: is larger than 40 MB: upload files, and send their URIs instead"], RedoxJson.Validate(json).Select(found => $"{found}"));
        Assert.Empty(RedoxJson.Validate([.. json.AsSpan(0, json.Length - 1_000), .. "\"}"u8]));
    }

    [Fact]
    public void No_more_than_a_thousand_problems_are_listed() =>
        Assert.Equal(1_000, RedoxJson.Validate($"{{{Meta},\"Patient\":{{\"Identifiers\":[{string.Join(',', Enumerable.Repeat("1", 5_000))}]}}}}").Count);

    [Fact]
    public void A_message_of_properties_is_checked_for_what_they_cannot_rule_out()
    {
        var good = new SchedulingNew
        {
            Visit = new() { VisitNumber = "1", VisitDateTime = new DateOnly(2026, 3, 2), Duration = 30, Location = new() { Department = "3N" } },
        };

        Assert.Empty(Problems(good));
        Assert.Equal(["Visit.VisitDateTime: required for Scheduling.New"], Problems(good with { Visit = good.Visit with { VisitDateTime = default(RedoxDateTime) } }));
        Assert.Equal(
            ["Visit.VisitDateTime: must be a date, YYYY-MM-DD, or a date and time, YYYY-MM-DDThh:mm:ss.fffZ"],
            Problems(good with { Visit = RedoxJson.Parse<SchedulingNew>("""{"Meta":{},"Visit":{"VisitNumber":"1","VisitDateTime":"soon","Duration":30,"Location":{"Department":"3N"}}}""").Visit }));
        Assert.Equal(
            ["Visit.Reason: must be a string, but is number"],
            Problems(good with { Visit = RedoxJson.Parse<SchedulingNew>("""{"Meta":{},"Visit":{"VisitNumber":"1","VisitDateTime":"2026-03-02","Duration":30,"Reason":7,"Location":{"Department":"3N"}}}""").Visit }));
        Assert.Equal(
            ["Patient.Demographics.PhoneNumber.Extensions.?: must be an object, but is string"],
            Problems(good with { Patient = RedoxJson.Parse<SchedulingNew>("""{"Meta":{},"Patient":{"Demographics":{"PhoneNumber":{"Extensions":{"a":"x"}}}}}""").Patient }));
    }

    private static List<string> Problems(SchedulingNew message)
    {
        try
        {
            SchedulingNew.Build(build => build.Patient(message.Patient).Visit(message.Visit));
            return [];
        }
        catch (RedoxValidationException exception)
        {
            return [.. exception.Problems.Select(problem => $"{problem}")];
        }
    }

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void The_samples_have_values_of_the_right_kinds(string name) =>
        Assert.DoesNotContain(RedoxJson.Validate(Sample.Read(name)), problem => problem.Description.StartsWith("must", StringComparison.Ordinal));
}
