namespace Redox.Client.Testing.Tests.Inbox;

/// <summary>The inbox in memory keeps the contract, and the suite says so.</summary>
public sealed class InboxSuiteTests
{
    public static TheoryData<string> Names => [.. Cases().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Memory_keeps_the_rule(string name) => Cases().Single(one => one.Name == name).RunAsync();

    [Fact]
    public void Each_case_has_a_name_of_its_own() => Assert.Equal(Cases().Count, Cases().Select(one => one.ToString()).Distinct().Count());

    [Fact]
    public void Cases_with_transactions_need_one()
    {
        var without = InMemoryInboxes.SubjectOf(InMemoryInboxes.Create());
        var with = new RedoxInboxSuiteSubject
        {
            OpenAsync = without.OpenAsync,
            ExpireLeaseAsync = without.ExpireLeaseAsync,
            BeginTransactionAsync = _ => throw new InvalidOperationException(),
        };

        var more = RedoxInboxSuite.Cases(with).Select(one => one.Name).Except(RedoxInboxSuite.Cases(without).Select(one => one.Name)).ToList();
        Assert.NotEmpty(more);
        Assert.All(more, name => Assert.Matches("transaction|completion", name));
    }

    [Fact]
    public async Task Exceptions_of_an_inbox_break_the_rule()
    {
        var subject = new RedoxInboxSuiteSubject { OpenAsync = _ => throw new TimeoutException("CANARY"), ExpireLeaseAsync = (_, _, _) => Task.CompletedTask };
        var exception = await Assert.ThrowsAsync<RedoxInboxSuiteException>(() => RedoxInboxSuite.Cases(subject)[0].RunAsync());

        Assert.Equal("Rule: A message is stored once for each log ID. Expected no exception. Found TimeoutException.", exception.Message);
        Assert.IsType<TimeoutException>(exception.InnerException);
    }

    private static IReadOnlyList<RedoxInboxSuiteCase> Cases() => RedoxInboxSuite.Cases(InMemoryInboxes.SubjectOf(InMemoryInboxes.Create()));
}
