using System.Diagnostics;
using System.Security.Cryptography;
using AotQuery;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.Models;

// An application that asks for one patient: published as a native executable it shows what the client costs there, in bytes and in time.
using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
var services = new ServiceCollection();
services.AddRedoxClient(options =>
{
    options.BaseAddress = new Uri("https://redox.invalid"); // A name that nobody can have: nothing may leave from here.
    options.Credentials = new() { ClientId = "the-client", KeyId = "the-key", PrivateKey = key.ExportPkcs8PrivateKeyPem() };
    options.Destinations["General Hospital"] = "af394f14-b34a-464f-8d24-895f370af4c9";
});
services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(static () => new Loopback());
services.AddHttpClient(RedoxHttpClientNames.Token()).ConfigurePrimaryHttpMessageHandler(static () => new Loopback());
await using var provider = services.BuildServiceProvider();

var answer = await provider.GetRequiredService<IRedoxClient>().QueryAsync(PatientSearchQuery.Build(query => query
    .To("General Hospital")
    .Patient(patient => patient.AddIdentifier("0000000001", "MR"))));

using var process = Process.GetCurrentProcess();
Console.WriteLine($"{answer.Patient?.Demographics?.LastName}, {(DateTime.Now - process.StartTime).TotalMilliseconds:0} ms after the start of the process");
