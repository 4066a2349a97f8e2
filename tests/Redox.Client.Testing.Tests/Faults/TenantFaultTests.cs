using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Faults;

public abstract class TenantFaultTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : TenantFaultTests(Transport.InMemory);

    public sealed class OnSocket() : TenantFaultTests(Transport.Socket);

    [Fact]
    public async Task Faults_and_rate_limit_affect_only_their_own_tenant()
    {
        await RestartAsync(options => options.RateLimit.PermitLimit = 3);
        await using var tenant = Redox.CreateTenant();
        tenant.Faults.NextToken(Fault.BadGateway).Then(Fault.InvalidRequest());
        tenant.Faults.On(FakeRoute.Messages).ThenAlways(Fault.ServerError);

        Assert.Equal("200 200 429", $"{(await RequestTokenAsync(ValidAssertion().Sign())).Status} {(await PostWithTokenAsync(Appointment)).Status} {(await PostAsync(Appointment, "Bearer garbage")).Status}");
        Assert.Equal(502, (await RequestTokenAsync(new HandMadeAssertion(tenant).Sign())).Status);
        Assert.Equal(400, (await RequestTokenAsync(new HandMadeAssertion(tenant).Sign())).Status);
        var token = "Bearer " + (string?)(await RequestTokenAsync(new HandMadeAssertion(tenant).Sign())).Json["access_token"];
        Assert.Equal(500, (await PostAsync(Appointment, token)).Status);
        Assert.Equal(["502 Bad Gateway", "400 invalid_request", null, "500 Internal Server Error"], tenant.Requests.Select(request => request.Fault));
        Assert.Empty(Redox.Faults.Unused);
    }
}
