using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Serialization.Trees;
using Redox.Client.Tests.Setup;
using Redox.ModelGenerator.Definitions;
using Shared.Json;

namespace Redox.Client.Tests.Messages.Dates;

/// <summary>A time where a date belongs: Redox would shift it into the receiver's zone, and a patient be born a day early.</summary>
public sealed class DateWithTimeTests
{
    private const string Problem = "must be a date without a time";

    public static TheoryData<string> Events => [.. Definitions.EventNames];

    public static IEnumerable<object?[]> WithTime => DocumentedForms.Accepted().Where(row => row[2] is not null).Select(row => (object?[])[row[0], row[1]]);

    [Theory]
    [MemberData(nameof(WithTime))]
    public void Date_with_a_time_is_a_problem_when_written_and_an_issue_when_read(string text, DateOnly day)
    {
        var json = Json(text);

        var (message, issues) = RedoxJson.Read(json);

        var date = ((PatientAdminNewPatient)message).Patient!.Demographics!.DOB!.Value;
        Assert.Equal((text, day), (date.ToString(), date.Date));
        Assert.Equal(["Patient.Demographics.DOB: expected date without a time, found date and time"], issues.Select(issue => $"{issue}"));
        Assert.Null(JsonTree.Difference(JsonTree.Parse(json), JsonTree.Parse(RedoxJson.Serialize(message))));
        Assert.Equal([$"Patient.Demographics.DOB: {Problem}"], RedoxJson.Validate(json).Select(problem => $"{problem}"));
        Assert.Equal([$"Patient.Demographics.DOB: {Problem}"], Build(RedoxDate.Parse(text)));
    }

    [Fact]
    public void Date_without_a_time_is_not_a_problem()
    {
        foreach (var text in DocumentedForms.Accepted().Where(row => row[2] is null).Select(row => (string)row[0]))
        {
            Assert.Empty(RedoxJson.Read(Json(text)).Issues);
            Assert.Empty(RedoxJson.Validate(Json(text)));
            Assert.Empty(Build(RedoxDate.Parse(text)));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_date_of_every_event_is_checked(string name)
    {
        // A name that is a date in one place and a date and time in another is left out: the JSON alone does not tell which it is.
        var members = Definitions.Catalogue.Types.Values.SelectMany(type => type.Members)
            .Concat(Definitions.Catalogue.Models.SelectMany(model => model.Events).SelectMany(type => type.Members)).ToList();
        var dates = members.Where(member => member.Type.Kind == MemberKind.Date).Select(member => member.Name)
            .Except(members.Where(member => member.Type.Kind != MemberKind.Date).Select(member => member.Name)).ToHashSet();
        Assert.Contains("DOB", dates);
        var tree = JsonTree.Parse(FullJson.Message(name));
        var places = JsonPlace.Of(tree).Where(place => dates.Contains(place.Path[(place.Path.LastIndexOf('.') + 1)..].Split('[')[0]) && place.Value.Kind == "string").Take(900).ToList();

        places.ForEach(place => place.Replace(JsonTree.Parse("\"1994-07-21T00:00:00.000Z\"")));

        var (message, issues) = RedoxJson.Read(tree.ToUtf8());
        Assert.Equal(places.Select(place => place.Path).Order(), RedoxJson.Validate(tree.ToUtf8()).Where(problem => problem.Description == Problem).Select(problem => problem.Path).Order());
        Assert.Equal(places.Select(place => place.Path).Order(), issues.Select(issue => issue.Path).Order());
        Assert.Null(JsonTree.Difference(tree, JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(message))));
    }

    [Fact]
    public async Task It_is_not_sent_unless_validation_is_off()
    {
        var message = RedoxJson.Parse<PatientAdminNewPatient>(Json("1994-07-21T00:00:00.000Z"));
        await using var strict = new TestApp();
        await using var lenient = new TestApp(options => options.ValidateBeforeSending = false);
        lenient.Redox.Requests.Allow(RequestProblemKind.MemberMalformed);

        var refusal = await Assert.ThrowsAsync<RedoxValidationException>(() => strict.Client.SendAsync(message));
        await lenient.Client.SendAsync(message);

        Assert.Equal([$"Patient.Demographics.DOB: {Problem}"], refusal.Problems.Select(problem => $"{problem}"));
        Assert.Empty(strict.Messages);
        Assert.Single(lenient.Messages);
    }

    private static string Json(string dob) =>
        """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":[{"ID":"HOSPITAL"}]},"Patient":{"Identifiers":[{"ID":"LK-2060","IDType":"MR"}],"Demographics":{"DOB":"DATE"}}}"""
            .Replace("HOSPITAL", TestApp.HospitalId, StringComparison.Ordinal).Replace("DATE", dob, StringComparison.Ordinal);

    private static IEnumerable<string> Build(RedoxDate dob)
    {
        try
        {
            PatientAdminNewPatient.Build(message => message.Patient(patient => patient.AddIdentifier("LK-2060", "MR").Demographics(person => person.DOB(dob))));
            return [];
        }
        catch (RedoxValidationException exception)
        {
            return exception.Problems.Select(problem => $"{problem}");
        }
    }
}
