using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quickstart;
using Redox.Client;

// The main job of Redox.Client in one program: send a message from a file, book an appointment, search a patient, write a note back.
//
//   dotnet run --project samples/Quickstart                        against the in-process fake
//   dotnet run --project samples/Quickstart -- my-message.json     another message
//
// With Redox:Credentials configured (environment variables Redox__Credentials__ClientId and so on) it talks to Redox itself.
try
{
    var file = args.FirstOrDefault(argument => !argument.StartsWith("--", StringComparison.Ordinal)) ?? Path.Combine(AppContext.BaseDirectory, "messages", "arrival.json");
    var message = await MessageFile.ReadAsync(file);

    var builder = Host.CreateApplicationBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));
    await using var exchange = await Exchange.ChooseAsync(builder);
    using var host = builder.Build();
    await host.StartAsync();

    var steps = new Steps(host.Services.GetRequiredService<IRedoxClient>(), exchange.Destination);
    Console.WriteLine($"Exchange: {exchange.Name}");
    await steps.SendAsync(message, Path.GetFileName(file));
    var appointment = await steps.BookAsync();
    await steps.SearchAsync();
    await steps.WriteBackAsync(appointment);
    return 0;
}
catch (Exception e) when (e is UserMistakeException or RedoxException or OptionsValidationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
