using Redox.Client.Testing;

namespace Redox.Client.Tests.Docs;

/// <summary>The code of docs/testing-faults.md.</summary>
internal static class TestingFaultsPage
{
    public static void Script(RedoxTenant redox)
    {
        redox.Faults.Next(Fault.TooManyRequests(retryAfter: TimeSpan.FromSeconds(7)));      // the next message
        redox.Faults.NextToken(Fault.BadGateway);                                           // the next request for a token

        redox.Faults.On(FakeRoute.Messages)
            .For("Scheduling", "New")                                                       // only these; When(r => ...) for a test of one's own
            .PerKey(r => r.At("Patient.Identifiers[0].ID"))                                 // each patient has the script for itself
            .Then(Fault.ServerError)
            .Then(Fault.DropAfterAcceptance, times: 2)
            .ThenOk();                                                                      // and from here on all is well; ThenAlways(fault) never ends
    }
}
