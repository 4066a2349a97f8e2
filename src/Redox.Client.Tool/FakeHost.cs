using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Redox.Client.Testing;
using Redox.Client.Testing.Engine.Exchange;

namespace Redox.Client.Tool;

/// <summary>The program: a fake on the loopback interface until it is stopped.</summary>
internal static class FakeHost
{
    /// <returns>The exit code: 0, or 1 if it could not start, with one sentence that says why.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            var options = HostOptions.Parse(arguments);
            if (options.Help)
            {
                await output.WriteLineAsync(HostOptions.Usage).ConfigureAwait(false);
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
        ThrowIfTaken(options.Port);
        var control = new ControlEndpoint();
        var fake = await RedoxFake.StartAsync(
            fake =>
            {
                fake.Port = options.Port;
                fake.Pipeline = app => app.Map(ControlEndpoint.Path, branch => branch.Run(control.HandleAsync));
                fake.Strictness = Strictness.Lenient;

                // Also for users who type localhost.
                fake.AdditionalAudiences.Add($"http://localhost:{options.Port}{EndpointTable.Token.Path}");
            },
            CancellationToken.None).ConfigureAwait(false);
        await using (fake.ConfigureAwait(false))
        {
            var seeds = new Seeds(options.Seed);
            seeds.AddTo(fake);
            control.Serve(fake, seeds);
            await output.WriteLineAsync(Introduce(fake, options)).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string Introduce(RedoxFake fake, HostOptions options) =>
        $"""
        A fake Redox exchange, for invented patients only. Press Ctrl+C to stop.

          Address      {fake.BaseAddress}
          Token        {Show(fake, EndpointTable.Token)}, also the aud of an assertion
          Messages     {Show(fake, EndpointTable.Messages)}
          Client ID    {fake.ClientId}
          Key ID       {fake.KeyId}
          Private key  {fake.BaseAddress}__redox/key (RS384; published, for tests only)
          Seeded from  {options.Seed ?? "nothing (--seed FOLDER)"}
          Control      {fake.BaseAddress}__redox
        """;

    private static string Show(RedoxFake fake, FakeEndpoint endpoint) => $"{endpoint.Method} {new Uri(fake.BaseAddress, endpoint.Path)}";

    // The server itself would try for ten seconds and report only that it timed out.
    private static void ThrowIfTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new HostException($"port {port} of 127.0.0.1 cannot be used ({exception.SocketErrorCode}): stop the program that uses it, or choose another with --port.");
        }
    }
}
