using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PackageConsumer;
using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Testing;

// Uses the packages as a stranger does: dotnet run -- <folder with the packages> <cache they were restored to> <version>
if (args is not [var packages, var cache, var version])
{
    Console.Error.WriteLine("Give the folder with the packages, the cache they were restored to, and their version.");
    return 2;
}

var problems = PackageCheck.Problems(packages, cache, version);
foreach (var problem in problems)
{
    Console.Error.WriteLine(problem);
}

if (problems.Count > 0)
{
    return 1;
}

await using var redox = await RedoxFake.StartAsync();
redox.Data.AddPatient(p => p.Identifier("0000000142", "MR").Name("Ilse", "Marlow").Born(1990, 5, 17));

var services = new ServiceCollection();
services.AddRedoxClient(options => options.Destinations["General Hospital"] = "6f2a3b0e-54c1-4c1d-9a57-0d6e2b7f8c11");
services.UseRedoxFake(redox);
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<IRedoxClient>();

var receipt = await client.SendAsync(NotesNew.Build(m => m
    .To("General Hospital")
    .Patient(p => p.AddIdentifier("0000000142", "MR"))
    .Note(n => n.ContentType(NoteContentType.PlainText).DocumentType("Progress note").DocumentID("note-1").FileContents("Well.").Provider("1730512899", "NPI"))));
var answer = await client.QueryAsync(PatientSearchQuery.Build(m => m.To("General Hospital").Patient(p => p.AddIdentifier("0000000142", "MR"))));

if (redox.Requests.ReceivedOf("Notes", "New").Count != 1 || receipt.Logs.Count == 0 || answer.Patient?.Demographics?.LastName != "Marlow")
{
    Console.Error.WriteLine($"The packages do not do their job.\n{redox}");
    return 1;
}

var web = WebApplication.CreateSlimBuilder();
web.Services.AddRedoxDestination(options => options.VerificationTokens.Add("a long random text"))
    .UseSqliteInbox($"Data Source={Path.Combine(Directory.CreateTempSubdirectory("redox").FullName, "inbox.db")}");
await using var app = web.Build();
app.MapRedoxDestination("/redox");
if (((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Count() != 1)
{
    Console.Error.WriteLine("The packages map no destination.");
    return 1;
}

Console.WriteLine($"The packages {version} send, query and receive.");
return 0;
