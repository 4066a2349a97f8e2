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
        await using var fake = RedoxFake.InMemory(o => o.TimeProvider = new RedoxClock(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)));
        fake.Clock.Advance(TimeSpan.FromMinutes(6));               // the token has expired, for the fake and for the application
        await fake.Clock.AdvanceAsync(TimeSpan.FromHours(1));      // a loop of delays runs sixty times
        var receipt = await fake.Clock.AdvanceUntilAsync(client.SendAsync(message));       // as far as the call's retries need
    }

    public static async Task RetryAsync(Redox.Client.IRedoxClient client, RedoxTenant fake, SchedulingNew message)
    {
        fake.Faults.Next(Fault.TooManyRequests());
        var call = client.SendAsync(message);                  // refused once: now it waits for its retry, and 'await call' would never return
        await fake.Clock.AdvanceUntilAsync(call);
    }

    public static void RegisterASigner(RedoxTenant fake, Redox.Client.IRedoxAssertionSigner signer, string publicKeyPem)
    {
        fake.Auth.RegisterKey(signer.KeyId, publicKeyPem);
    }

    public static async Task LookAsync(RedoxTenant fake)
    {
        var appointments = fake.Requests.ReceivedOf<SchedulingNew>();                      // what the fake accepted, typed
        var identifier = fake.Requests.Messages[^1].At("Patient.Identifiers[0].ID");       // a value, by its path
        var tokenRequests = fake.Requests.Tokens.Count;
        var waits = fake.Requests.Gaps();                                                  // how long the application waited before each retry
        await fake.Requests.WaitForAsync<SchedulingNew>(m => m.Visit?.VisitNumber == "7"); // sent in the background
        await fake.Requests.NeverAsync(r => r.Is("PatientSearch", "Query"), TimeSpan.FromMinutes(30));
    }

    public static async Task ExpectAsync(RedoxTenant fake)
    {
        fake.Requests.AssertReceived("Scheduling", "New", """{"Visit":{"VisitNumber":"7"}}""");    // at once

        fake.Expect<SchedulingNew>(m => m.Visit?.Duration == 30);                                  // before or after
        fake.Expect<SchedulingCancel>(times: 0);
        await fake.VerifyAsync();                                                                  // at the end
    }

    public static async Task CompareAsync(RedoxTenant tenant)
    {
        await Verify(tenant.Requests.ToSnapshot());
    }
}
