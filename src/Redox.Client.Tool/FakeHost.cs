using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Redox.Client.Testing;
using Redox.Client.Testing.Engine.Exchange;
using Redox.Client.Tool.Control;
using WireMock.Exceptions;

namespace Redox.Client.Tool;

/// <summary>The program: a fake on this machine until it is stopped.</summary>
internal static class FakeHost
{
    private const int ControlTokenLength = 32;

    /// <returns>The exit code: 0, or 1 if it could not start, with one sentence that says why.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            var options = HostOptions.Parse(arguments, environment);
            if (options.Shown is { } text)
            {
                await output.WriteLineAsync(text).ConfigureAwait(false);
                return 0;
            }

            await ServeAsync(options, output, stop).ConfigureAwait(false);
            return 0;
        }
        catch (HostException exception)
        {
            await error.WriteLineAsync($"redox fake: {exception.Message}").ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task ServeAsync(HostOptions options, TextWriter output, CancellationToken stop)
    {
        PortCheck.ThrowIfTaken(options.Host, options.Port);
        var token = options.ControlToken ?? (IPAddress.IsLoopback(options.Host) ? null : RandomNumberGenerator.GetHexString(ControlTokenLength, lowercase: true));
        var control = new ControlEndpoint(new ControlAccess(token));
        IReadOnlyList<string> audiences = [];
        var fake = await StartAsync(options, control, address => audiences = AudiencesOf(address, options)).ConfigureAwait(false);
        await using (fake.ConfigureAwait(false))
        {
            var seeds = Seeds.Read(options.Seed);
            seeds.AddTo(fake);
            var running = new RunningFake(fake, seeds, options, token) { Audiences = audiences };
            control.Serve(running);
            await output.WriteLineAsync(options.Json ? Introduction.Json(running) : Introduction.Text(running)).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<RedoxFake> StartAsync(HostOptions options, ControlEndpoint control, Func<Uri, IReadOnlyList<string>> audiencesAt)
    {
        try
        {
            return await RedoxFake.StartAsync(
                fake =>
                {
                    (fake.Host, fake.Port, fake.Strictness) = (options.Host, options.Port, Strictness.Lenient);
                    fake.AssertionTime = TimeProvider.System; // Programs in other languages sign with the time of the machine.
                    fake.Pipeline = app =>
                    {
                        app.Map(ControlEndpoint.Path, branch => branch.Run(control.HandleAsync));
                        app.Use(next => context => control.IsReady ? next(context) : ControlEndpoint.RefuseAsync(context));
                    };
                    fake.Listening = address => audiencesAt(address).ToList().ForEach(fake.AdditionalAudiences.Add);
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WireMockException or TimeoutException or IOException)
        {
            throw new HostException($"it cannot listen on port {options.Port} of {options.Host}; choose another with --port.");
        }
    }

    // Whatever a client on this machine calls it, the audience is the address that it uses.
    private static string[] AudiencesOf(Uri address, HostOptions options)
    {
        string[] names = IPAddress.IsLoopback(options.Host) || address.IsLoopback ? [address.Host, "127.0.0.1", "localhost", "[::1]"] : [address.Host];
        return [.. names.Distinct().Select(name => $"{new UriBuilder(address) { Host = name, Path = EndpointTable.Token.Path }.Uri}"), .. options.Audiences];
    }
}
