using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using static Pages.ReceivingPage;

namespace Pages;

/// <summary>The code of src/Redox.Client.PostgreSql/README.md.</summary>
internal static class PostgreSqlReadmePage
{
    public static void Register(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddFallbackHandler<KeepForLater>()
            .UsePostgreSqlInbox("Host=db;Database=clinic;Username=redox");
    }

    public static void WithoutDdl(RedoxDestinationBuilder destination) => destination
        .UsePostgreSqlInbox("Host=db;Database=clinic;Username=redox", configureStorage: options =>
        {
            options.Schema = "clinic_redox";
            options.CreateSchema = false;
        });
}
