using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Testing;

namespace Pages;

/// <summary>The code of docs/testing.md.</summary>
internal static class TestingPage
{
    public static async Task StartAsync(IServiceCollection services)
    {
        await using var inMemory = RedoxFake.InMemory();               // no socket, no wait
        await using var onASocket = await RedoxFake.StartAsync();      // the same engine on a free port of 127.0.0.1
        services.UseRedoxFake(inMemory);                               // addresses, credentials, clock
    }

    public static async Task MoveTheClockAsync(Redox.Client.IRedoxClient client, SchedulingNew message)
    {
        await using var redox = RedoxFake.InMemory(o => o.TimeProvider = new RedoxClock(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)));
        redox.Clock.Advance(TimeSpan.FromMinutes(6));              // the token has expired, for the fake and for the application
        await redox.Clock.AdvanceAsync(TimeSpan.FromHours(1));     // a loop of delays runs sixty times
        var receipt = await redox.Clock.AdvanceUntilAsync(client.SendAsync(message));      // as far as the call's retries need
    }

    public static void RegisterASigner(RedoxTenant redox, Redox.Client.IRedoxAssertionSigner signer, string publicKeyPem)
    {
        redox.Auth.RegisterKey(signer.KeyId, publicKeyPem);
    }

    public static async Task LookAsync(RedoxTenant redox)
    {
        var appointments = redox.Requests.ReceivedOf<SchedulingNew>();                     // what the fake accepted, typed
        var identifier = redox.Requests.Messages[^1].At("Patient.Identifiers[0].ID");      // a value, by its path
        var tokenRequests = redox.Requests.Tokens.Count;
        var waits = redox.Requests.Gaps();                                                 // how long the application waited before each retry
        await redox.Requests.WaitForAsync<SchedulingNew>(m => m.Visit?.VisitNumber == "7"); // sent in the background
        await redox.Requests.NeverAsync(r => r.Is("PatientSearch", "Query"), TimeSpan.FromMinutes(30));
    }

    public static async Task ExpectAsync(RedoxTenant redox)
    {
        redox.Requests.AssertReceived("Scheduling", "New", """{"Visit":{"VisitNumber":"7"}}""");   // at once

        redox.Expect<SchedulingNew>(m => m.Visit?.Duration == 30);                                 // before or after
        redox.Expect<SchedulingCancel>(times: 0);
        await redox.VerifyAsync();                                                                 // at the end
    }

    public static async Task CompareAsync(RedoxTenant tenant)
    {
        await Verify(tenant.Requests.ToSnapshot());
    }
}
