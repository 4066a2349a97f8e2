using System.Net;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using SharedInbox;
using SharedInbox.Demo;

if (args is ["demo"])
{
    return await TwoProcesses.RunAsync();
}

var builder = WebApplication.CreateBuilder(args);
var clinic = new ClinicDatabase(builder.Configuration.GetConnectionString("PostgreSql"), builder.Configuration.GetConnectionString("Sqlite") ?? "Data Source=inbox.db");

builder.Services.AddSingleton(clinic);
clinic.UseInbox(
    builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination")).AddHandler<PatientAdminArrival, ArrivalHandler>(),
    options => options.Key = InboxKey.Patient);
if (builder.Configuration["KeyRing"] is { } keys) // For the setting ProtectBodies.
{
    builder.Services.AddRedoxDataProtection().SetApplicationName("shared-inbox").PersistKeysToFileSystem(new DirectoryInfo(keys));
}

builder.Services.AddHealthChecks().AddRedoxInboxHealthCheck();

// Put your sign-in here. In this sample, whoever is on the same machine is an operator.
builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
builder.Services.AddAuthorizationBuilder().AddPolicy("operators", policy => policy.RequireAssertion(
    context => context.Resource is HttpContext { Connection.RemoteIpAddress: { } address } && IPAddress.IsLoopback(address)));

var app = builder.Build();
app.MapRedoxDestination("/redox");
app.MapRedoxOperations("/redox/operations").RequireAuthorization("operators");
app.MapHealthChecks("/health");

await clinic.CreateTableAsync(); // After the destination, which creates the file of SQLite as an inbox needs it.
await app.StartAsync();
Console.WriteLine($"Listening on {app.Urls.First()}");
if (builder.Configuration.GetValue<bool>("EndWithInput"))
{
    app.EndWithInput();
}

await app.WaitForShutdownAsync();
return 0;
