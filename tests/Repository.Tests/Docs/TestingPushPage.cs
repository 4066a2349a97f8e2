using Microsoft.AspNetCore.Mvc.Testing;
using Redox.Client.Models;
using Redox.Client.Testing;

namespace Pages;

/// <summary>The code of docs/testing-push.md.</summary>
internal static class TestingPushPage
{
    public interface IDatabase
    {
        void GoDown();

        void ComeBack();
    }

    public static async Task DeliverAsync(RedoxTenant fake, SchedulingNew appointment, Patient patient)
    {
        await using var app = new WebApplicationFactory<Program>();
        var destination = fake.Push.To(app.Server.CreateHandler(), "/redox", verificationToken: "the token of the settings");    // no socket

        Assert.True((await destination.VerifyAsync()).Accepted);                                  // handshake by POST, or with VerifyAsync(HttpMethod.Get) by GET
        var response = await destination.SendAsync(appointment);                                  // at once: response.Status, response.At("title")
        var found = await destination.QueryAsync(new PatientSearchQuery { Patient = patient });   // typed: found.Patient
        var delivery = destination.Enqueue(appointment);                                          // through its queue, with retries
        await destination.WhenIdleAsync();
    }

    public static async Task RepeatAsync(RedoxTenant fake, PushDestination destination, IDatabase database, ResultsNew result)
    {
        database.GoDown();
        var delivery = destination.Enqueue(result);
        await fake.Push.WaitForAsync(d => d.Attempts is [{ Status: 500 }]);      // in real time; returns at once if it has happened

        database.ComeBack();
        fake.Clock.Advance(TimeSpan.FromSeconds(5));                             // or destination.Subscription("Results").Resume()
        await destination.WhenIdleAsync();
        Assert.Equal(PushStatus.Succeeded, delivery.Status);
    }

    internal sealed class Program; // Stands for the application's own.
}
