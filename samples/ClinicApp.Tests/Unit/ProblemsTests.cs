using ClinicApp.Failures;
using Redox.Client;

namespace ClinicApp.Tests.Unit;

public sealed class ProblemsTests
{
    [Fact]
    public void A_transient_failure_has_status_503()
    {
        Assert.Equal(503, Problems.Of(new RedoxRateLimitException("too many")).Status);
        Assert.Equal(503, Problems.Of(new RedoxUnavailableException("down") { IsTransient = true, Delivery = Delivery.NotSent }).Status);
        Assert.Equal(503, Problems.Of(new RedoxAuthenticationException("no token") { IsTransient = true }).Status);
    }

    [Fact]
    public void A_refusal_has_status_422() =>
        Assert.Equal(422, Problems.Of(new RedoxRejectedException("refused") { Delivery = Delivery.Rejected }).Status);

    [Fact]
    public void A_permanent_failure_has_status_502()
    {
        Assert.Equal(502, Problems.Of(new RedoxAuthenticationException("refused")).Status);
        Assert.Equal(502, Problems.Of(new RedoxConfigurationException("no such destination")).Status);
        Assert.Equal(502, Problems.Of(new RedoxValidationException("Scheduling.New", [new("Visit", "missing")])).Status);
    }
}
