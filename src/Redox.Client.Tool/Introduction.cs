using System.Text.Encodings.Web;
using System.Text.Json;
using Redox.Client.Testing.Engine.Exchange;
using Redox.Client.Tool.Control;

namespace Redox.Client.Tool;

/// <summary>What a client needs to use the fake: for people as text, for scripts as one line of JSON.</summary>
internal static class Introduction
{
    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FakeEndpoint Legacy = EndpointTable.All.First(endpoint => endpoint.Credential == Credential.LegacyKey);

    /// <summary>The facts, without the control token.</summary>
    public static Dictionary<string, object> Facts(RunningFake running)
    {
        var fake = running.Fake;
        return new()
        {
            ["version"] = Product.Version,
            ["address"] = fake.BaseAddress,
            ["port"] = fake.BaseAddress.Port,
            ["tokenAddress"] = AddressOf(running, EndpointTable.Token),
            ["messageAddress"] = AddressOf(running, EndpointTable.Messages),
            ["controlAddress"] = ControlAddress(running),
            ["clientId"] = fake.ClientId,
            ["keyId"] = fake.KeyId,
            ["privateKey"] = fake.PrivateKeyPem,
            ["legacyApiKey"] = fake.Auth.LegacyApiKey,
            ["legacySecret"] = fake.Auth.LegacySecret,
            ["audiences"] = running.Audiences,
            ["seeded"] = running.Seeds.Count,
        };
    }

    /// <summary>The line that a script reads from a program it has started, and so with the control token.</summary>
    public static string Json(RunningFake running)
    {
        var facts = Facts(running);
        if (running.ControlToken is { } token)
        {
            facts["controlToken"] = token;
        }

        return JsonSerializer.Serialize(facts, OneLine);
    }

    public static string Text(RunningFake running) =>
        $"""
        A fake Redox exchange ({Product.Version}), for invented patients only. Press Ctrl+C to stop.

        {Lines(running)}
          Seeded with    {(running.Options.Seed is { } seed ? $"{running.Seeds.Count} events from {seed}" : "nothing (--seed PATH)")}
          Control        {ControlAddress(running)}{(running.ControlToken is { } token ? $"\n  Control token  {token}, sent there as Authorization: Bearer" : "")}
          Guide          {Product.Guide}
        """;

    /// <summary>Addresses and credentials, a line for each.</summary>
    public static string Lines(RunningFake running)
    {
        var (fake, auth) = (running.Fake, running.Fake.Auth);
        return $"""
              Address        {fake.BaseAddress}
              Token          {Show(running, EndpointTable.Token)}, also the aud of an assertion
              Messages       {Show(running, EndpointTable.Messages)}
              Client ID      {fake.ClientId}
              Key ID         {fake.KeyId}
              Private key    {ControlAddress(running)}/key (RS384; published, for tests only)
              Legacy key     {auth.LegacyApiKey}, secret {auth.LegacySecret}, for {Show(running, Legacy)}
              Audiences      {string.Join("\n                 ", running.Audiences)}
            """;
    }

    private static string ControlAddress(RunningFake running) => $"{running.Fake.BaseAddress}{ControlEndpoint.Path.TrimStart('/')}";

    private static Uri AddressOf(RunningFake running, FakeEndpoint endpoint) => new(running.Fake.BaseAddress, endpoint.Path);

    private static string Show(RunningFake running, FakeEndpoint endpoint) => $"{endpoint.Method} {AddressOf(running, endpoint)}";
}
