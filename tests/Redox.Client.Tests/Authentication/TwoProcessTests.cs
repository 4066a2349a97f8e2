using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared;

namespace Redox.Client.Tests.Authentication;

/// <summary>
/// Two processes of one application (<c>tests/Programs/TokenSharing</c>), a real Redis and the fake on a socket: nothing is shared but what is shared in
/// production.
/// </summary>
public sealed class TwoProcessTests : IDisposable
{
    private readonly DirectoryInfo _keyRing = Directory.CreateTempSubdirectory("redox-client-tests");

    public void Dispose() => _keyRing.Delete(recursive: true);

    [RedisFact]
    public async Task Two_processes_make_one_token_request()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var redox = await RedoxFake.StartAsync();
        redox.Data.AddPatient(patient => patient.Identifier("0000000001", "MR").Name("Niamh", "Featherstone"));

        Assert.Equal("Featherstone", await RunAsync(redox, redis));
        Assert.Equal("Featherstone", await RunAsync(redox, redis));

        Assert.Single(redox.Requests.Tokens);
        Assert.Equal(2, redox.Requests.Messages.Count(request => request.Accepted));
        Assert.Single(redox.Requests.Messages.Select(request => request.Authorization).Distinct());
    }

    private Task<string> RunAsync(RedoxFake redox, RedisServer redis) => RunProgram.OutputOfAsync(
        "TokenSharing",
        ("Redox__BaseAddress", $"{redox.BaseAddress}"),
        ("Redox__Credentials__ClientId", redox.ClientId),
        ("Redox__Credentials__KeyId", redox.KeyId),
        ("Redox__Credentials__PrivateKey", redox.PrivateKeyPem),
        ("REDIS", $"127.0.0.1:{redis.Port}"),
        ("KEY_RING", _keyRing.FullName));
}
