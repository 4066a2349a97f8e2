using System.Collections;
using System.Runtime.InteropServices;
using Redox.Client.Tool;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(variable => $"{variable.Key}", variable => $"{variable.Value}", StringComparer.Ordinal);
return await CommandLine.RunAsync(args, environment, Console.Out, Console.Error, stop.Token).ConfigureAwait(false);

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
