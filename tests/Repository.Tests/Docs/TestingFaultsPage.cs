using Redox.Client.Testing;

namespace Pages;

/// <summary>The code of docs/testing-faults.md.</summary>
internal static class TestingFaultsPage
{
    public static void Script(RedoxTenant fake)
    {
        fake.Faults.Next(Fault.TooManyRequests(retryAfter: TimeSpan.FromSeconds(7)));       // the next message
        fake.Faults.NextToken(Fault.BadGateway);                                            // the next request for a token

        fake.Faults.On(FakeRoute.Messages)
            .For("Scheduling", "New")                                                       // only these; or any condition: When(r => ...)
            .PerKey(r => r.At("Patient.Identifiers[0].ID"))                                 // the script runs separately for each patient
            .Then(Fault.ServerError)
            .Then(Fault.DropAfterAcceptance, times: 2)
            .ThenOk();                                                                      // then succeed from here on; ThenAlways(fault) never ends
    }
}
