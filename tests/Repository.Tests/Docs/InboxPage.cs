using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using static Pages.ReceivingPage;

namespace Pages;

/// <summary>The code of docs/inbox.md.</summary>
internal static class InboxPage
{
    public static void RegisterWithInbox(WebApplicationBuilder builder)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddFallbackHandler<KeepForLater>()
            .UseSqliteInbox("Data Source=inbox.db", options => options.MaxAttempts = 20);
    }
}
