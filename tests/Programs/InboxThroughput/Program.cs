using System.Globalization;
using InboxThroughput;

// How fast an inbox on a SQLite file is: dotnet run -c Release --project tests/Programs/InboxThroughput -- <folder> speed|slow|forget <messages>
if (args is not [var folder, var mode, var count])
{
    Console.Error.WriteLine("Give a folder for the file, one of speed, slow and forget, and how many messages.");
    return 2;
}

Directory.CreateDirectory(folder);
var file = Path.Combine(folder, $"{mode}-{Guid.NewGuid():N}.db");
var messages = int.Parse(count, CultureInfo.InvariantCulture);
await (mode switch
{
    "speed" => Measurements.SpeedAsync(file, messages, slow: false),
    "slow" => Measurements.SpeedAsync(file, messages, slow: true),
    _ => Measurements.ForgetAsync(file, messages),
});
return 0;
