using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Messages;

public abstract class MemberTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : MemberTests(Transport.InMemory);

    public sealed class OnSocket() : MemberTests(Transport.Socket);

    [Theory]
    [InlineData("Visit", "Visit")]
    [InlineData("Visit.VisitNumber", "Visit.VisitNumber")]
    [InlineData("Visit.Duration", "Visit.Duration")]
    [InlineData("Visit.Location.Department", "Visit.Location.Department")]
    public async Task A_missing_member_is_refused_with_the_documented_text(string member, string named)
    {
        var message = JObject.Parse(Appointment);
        message.SelectToken(member)!.Parent!.Remove();

        AssertRejected(await PostWithTokenAsync(message.ToString()), $"Required field missing - {named} in Scheduling:New", "DataModels", "MemberMissing");
    }

    [Fact]
    public async Task The_response_names_the_first_missing_member_and_the_journal_all()
    {
        const string body = """{"Meta":{"DataModel":"Notes","EventType":"New","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"IDType":"MR"}]},"Note":{}}""";

        var response = await PostWithTokenAsync(body);

        Assert.Equal((400, "Required field missing - Patient.Identifiers.ID in Notes:New"), (response.Status, response.Error));
        Assert.Equal(
            ["Patient.Identifiers[0].ID", "Note.ContentType", "Note.DocumentType", "Note.DocumentID", "Note.Provider"],
            Redox.Requests.Messages[^1].Problems.Select(problem => problem.Text.Split(':')[0]));
    }

    [Fact]
    public async Task A_value_of_another_kind_is_accepted_and_listed()
    {
        var message = JObject.Parse(Appointment);
        message["Visit"]!["VisitNumber"] = 7;
        message["Visit"]!["VisitDateTime"] = "soon";

        Assert.Equal(200, (await PostWithTokenAsync(message.ToString())).Status);

        Assert.Equal(
            ["Visit.VisitNumber: must be a string, but is number", "Visit.VisitDateTime: must be a date, YYYY-MM-DD, or a date and time, YYYY-MM-DDThh:mm:ss.fffZ"],
            Redox.Requests.Messages[^1].Problems.Select(problem => problem.Text));
    }

    [Fact]
    public async Task An_unknown_event_is_accepted() =>
        Assert.Equal(200, (await PostWithTokenAsync("""{"Meta":{"DataModel":"Weather","EventType":"New","Destinations":[{"ID":"a"}]}}""")).Status);
}
