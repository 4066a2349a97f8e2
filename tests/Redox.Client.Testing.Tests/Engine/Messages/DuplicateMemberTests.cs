using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>Members that an object has more than once. The texts are written by hand, since no library writes such JSON.</summary>
public abstract class DuplicateMemberTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : DuplicateMemberTests(Transport.InMemory);

    public sealed class OnSocket() : DuplicateMemberTests(Transport.Socket);

    [Theory]
    [InlineData("\"VisitNumber\":\"7\"", "\"VisitNumber\":\"6\",\"VisitNumber\":\"5\",\"VisitNumber\":\"7\"", "Visit.VisitNumber")]
    [InlineData("\"VisitNumber\":\"7\"", "\"Visit\\u004eumber\":\"6\",\"VisitNumber\":\"7\"", "Visit.VisitNumber")]
    [InlineData("\"ID\":\"1\"", "\"ID\":\"2\",\"ID\":\"1\"", "Patient.Identifiers[0].ID")]
    [InlineData("\"Duration\":30", "\"Duration\":\"x\",\"Duration\":30", "Visit.Duration")]
    [InlineData("\"Patient\":", "\"Patient\":{},\"Patient\":", "Patient")]
    public async Task Member_that_stands_twice_is_named_and_the_last_counts(string once, string more, string path)
    {
        Assert.Equal(200, (await PostWithTokenAsync(Appointment.Replace(once, more, StringComparison.Ordinal))).Status);

        var entry = Redox.Requests.Messages[^1];
        var problem = Assert.Single(entry.Problems);
        Assert.Equal((RequestProblemKind.MemberDuplicate, $"{path}: stands there more than once; the last one counts. Send it once."), (problem.Kind, problem.Text));
        Assert.Contains("MessageDuplicateMember", entry.Behaviours.Select(behaviour => behaviour.Id));
        Assert.Equal("7", entry.At("Visit.VisitNumber"));
    }

    [Fact]
    public async Task The_last_member_is_the_one_that_is_checked()
    {
        var response = await PostWithTokenAsync(Appointment.Replace("\"Location\":{\"Department\":\"3N\"}", "\"Location\":{\"Department\":\"3N\"},\"Location\":{}", StringComparison.Ordinal));

        AssertRejected(response, "Required field missing - Visit.Location.Department in Scheduling:New", "DataModels", "MemberDuplicate", "MemberMissing");
    }

    [Fact]
    public async Task Repeated_member_of_a_refused_message_is_named_too() => AssertRejected(
        await PostWithTokenAsync("""{"Meta":{"DataModel":"Notes","EventType":"Old","EventType":"New","\ud800":1,"\ud800":2}}"""), NoSubscription, "Subscriptions", "MemberDuplicate", "DestinationMissing");

    [Fact]
    public async Task A_member_is_not_repeated_by_another_object()
    {
        Assert.Equal(200, (await PostWithTokenAsync(Appointment.Replace("{\"ID\":\"1\",\"IDType\":\"MR\"}", "{\"ID\":\"1\",\"IDType\":\"MR\"},{\"ID\":\"2\",\"IDType\":\"MR\"}", StringComparison.Ordinal))).Status);

        Assert.Empty(Redox.Requests.Messages[^1].Problems);
    }
}
