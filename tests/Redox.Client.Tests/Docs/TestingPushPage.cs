using Microsoft.AspNetCore.Mvc.Testing;
using Redox.Client.Models;
using Redox.Client.Testing;

namespace Redox.Client.Tests.Docs;

/// <summary>The code of docs/testing-push.md.</summary>
internal static class TestingPushPage
{
    public interface IDatabase
    {
        void GoDown();

        void ComeBack();
    }

    public static async Task DeliverAsync(RedoxTenant redox, SchedulingNew appointment, Patient patient)
    {
        await using var app = new WebApplicationFactory<Program>();
        var destination = redox.Push.To(app.Server.CreateHandler(), "/redox", verificationToken: "the token of the settings");   // no socket

        Assert.True((await destination.VerifyAsync()).Accepted);                                  // handshake; VerifyAsync(HttpMethod.Get) is the other one
        var reply = await destination.SendAsync(appointment);                                     // at once: reply.Status, reply.At("title")
        var answer = await destination.QueryAsync(new PatientSearchQuery { Patient = patient });  // typed: answer.Patient
        var delivery = destination.Enqueue(appointment);                                          // through its queue, with retries
        await destination.WhenIdleAsync();
    }

    public static async Task RepeatAsync(RedoxTenant redox, PushDestination destination, IDatabase database, ResultsNew result)
    {
        database.GoDown();
        var delivery = destination.Enqueue(result);
        await redox.Push.WaitForAsync(d => d.Attempts is [{ Status: 500 }]);     // real time; it may be there already

        database.ComeBack();
        redox.Clock.Advance(TimeSpan.FromSeconds(5));                            // or destination.Subscription("Results").Resume()
        await destination.WhenIdleAsync();
        Assert.Equal(PushStatus.Succeeded, delivery.Status);
    }

    internal sealed class Program; // Stands for the application's own.
}
