using Pages;

namespace Repository.Tests.Docs;

public sealed class DatesPageTests
{
    [Fact]
    public void Local_times_on_the_page_are_the_instants_it_names() =>
        Assert.Equal("(2026-03-02T14:30:00.000Z, 2026-11-01T06:30:00.000Z)", $"{DatesPage.Clock()}");
}
