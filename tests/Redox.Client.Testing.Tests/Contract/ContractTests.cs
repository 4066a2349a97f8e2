using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Contract;

/// <summary>The same cases against the in-memory fake, the fake on a socket and, with credentials in the environment, a Redox sandbox.</summary>
public sealed class ContractTests
{
    private const string Destination = "af394f14-b34a-464f-8d24-895f370af4c9";

    public static TheoryData<string> Cases => ContractCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_in_memory_fake_meets_the_contract(string name) => await PutToFakeAsync(name, RedoxFake.InMemory(Lenient));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_fake_on_a_socket_meets_the_contract(string name) => await PutToFakeAsync(name, await RedoxFake.StartAsync(Lenient));

    [SandboxTheory]
    [MemberData(nameof(Cases))]
    public async Task The_sandbox_meets_the_contract(string name)
    {
        using var http = new HttpClient { BaseAddress = Sandbox.Address };
        var contract = ContractCase.Find(name);

        AssertNone(contract, await new ContractTarget(http, Sandbox.Identity, Sandbox.Destination).PutAsync(contract));
    }

    private static void Lenient(RedoxFakeOptions options) => options.Strictness = Strictness.Lenient;

    private static async Task PutToFakeAsync(string name, RedoxFake redox)
    {
        await using var fake = redox;
        using var http = redox.CreateHttpClient();
        var contract = ContractCase.Find(name);

        AssertNone(contract, await new ContractTarget(http, () => new HandMadeAssertion(redox), Destination).PutAsync(contract));

        // The fake also gives the same reasons for its response as the case.
        Assert.Subset(redox.Requests.Last().Behaviours.Select(behaviour => behaviour.Id).ToHashSet(), contract.Behaviours.Select(behaviour => behaviour.Id).ToHashSet());
    }

    private static void AssertNone(ContractCase contract, IReadOnlyList<string> differences) =>
        Assert.True(differences.Count == 0, $"{contract}{Environment.NewLine}{string.Join(Environment.NewLine, differences)}");
}
