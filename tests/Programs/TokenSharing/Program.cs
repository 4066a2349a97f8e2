using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.Models;

// One of several processes of an application: shares its access token through Redis, sends one query and ends. Its settings come from the environment,
// as they would in a container: Redox__BaseAddress, Redox__Credentials__ClientId and so on; REDIS; KEY_RING, the folder of the shared key ring.
var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();

var services = new ServiceCollection();
services.AddRedoxDataProtection().SetApplicationName("token-sharing").PersistKeysToFileSystem(new DirectoryInfo(settings["KEY_RING"]!));
services.AddStackExchangeRedisCache(options => options.Configuration = settings["REDIS"]);
services.AddHybridCache();
services.AddRedoxClient(settings.GetSection("Redox")).UseSharedTokenCache();
await using var provider = services.BuildServiceProvider();

var answer = await provider.GetRequiredService<IRedoxClient>().QueryAsync(PatientSearchQuery.Build(query => query
    .To("af394f14-b34a-464f-8d24-895f370af4c9")
    .Patient(patient => patient.AddIdentifier("0000000001", "MR"))));
Console.WriteLine(answer.Patient?.Demographics?.LastName);
