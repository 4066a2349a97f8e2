using System.Net;
using ClinicApp.Tests.Setup;
using Redox.Client.Testing;

namespace ClinicApp.Tests;

public sealed class PrivacyTests(RedoxFixture fixture) : ClinicTests(fixture)
{
    [Fact]
    public async Task Logs_contain_nothing_about_a_patient()
    {
        Redox.Faults.On(FakeRoute.Messages).For("Scheduling", "New").Then(Fault.BadRequest(new FaultError("Ilse Marlow (0000000142) is unknown")));

        using var search = await SearchAsync("Ilse", "Marlow", new(1990, 5, 17));
        using var refused = await BookAsync(Tuesday);
        using var booked = await BookAsync(Tuesday);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK),
            (search.StatusCode, refused.StatusCode, booked.StatusCode));
        Assert.NotEmpty(Log);
        foreach (var detail in new[] { "Ilse", "Marlow", "1990", "0000000142" })
        {
            Assert.All(Log, record =>
            {
                Assert.DoesNotContain(detail, $"{record}", StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(detail, $"{record.Exception}", StringComparison.OrdinalIgnoreCase);
            });
        }
    }
}
