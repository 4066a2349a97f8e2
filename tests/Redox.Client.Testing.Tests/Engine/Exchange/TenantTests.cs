using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Exchange;

/// <summary>Several clients of one fake, isolated from each other.</summary>
public abstract class TenantTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : TenantTests(Transport.InMemory);

    public sealed class OnSocket() : TenantTests(Transport.Socket);

    private const string Search =
        """
        {"Meta":{"DataModel":"PatientSearch","EventType":"Query","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}
        """;

    [Fact]
    public async Task A_tenant_has_its_own_journal_numbered_from_one()
    {
        await using var first = Redox.CreateTenant();
        await using var second = Redox.CreateTenant();

        await PostAsync(Appointment, "Bearer " + await GetTokenAsync(first));
        await PostAsync(Search, "Bearer " + await GetTokenAsync(second));

        Assert.Equal([1, 2], first.Requests.Select(request => request.Number));
        Assert.Equal([1, 2], second.Requests.Select(request => request.Number));
        Assert.Equal("Scheduling", Assert.Single(first.Requests.Messages).DataModel);
        Assert.Equal("PatientSearch", Assert.Single(second.Requests.Messages).DataModel);
        Assert.Empty(Redox.Requests);
        Assert.Distinct([Redox.ClientId, first.ClientId, second.ClientId]);
    }

    [Fact]
    public async Task A_tenant_finds_only_its_own_patients()
    {
        await using var first = Redox.CreateTenant();
        await using var second = Redox.CreateTenant();
        first.Data.AddPatient(patient => patient.Identifier("1", "MR").Name("Niamh", "Featherstone"));

        var found = await PostAsync(Search, "Bearer " + await GetTokenAsync(first));
        var missed = await PostAsync(Search, "Bearer " + await GetTokenAsync(second));

        Assert.Equal("Featherstone", (string?)found.Json.SelectToken("Patient.Demographics.LastName"));
        Assert.Empty(missed.Json["Patient"]!);
        Assert.Empty(Redox.Data.Patients);
    }

    [Fact]
    public async Task Revocation_affects_only_one_tenant()
    {
        await using var tenant = Redox.CreateTenant();
        var (own, other) = (await GetTokenAsync(Redox), await GetTokenAsync(tenant));

        tenant.Auth.RevokeTokens();

        Assert.Equal(200, (await PostAsync(Appointment, "Bearer " + own)).Status);
        Assert.Equal(401, (await PostAsync(Appointment, "Bearer " + other)).Status);
        Assert.Equal(RequestProblemKind.BearerTokenRevoked, Assert.Single(tenant.Requests.Messages[^1].Problems).Kind);
    }

    [Fact]
    public async Task A_key_is_registered_for_only_one_tenant()
    {
        await using var tenant = Redox.CreateTenant();
        using var ec = ECDsa.Create();
        ec.ImportFromPem(RedoxTestKeys.P384);
        tenant.Auth.RegisterKey("next", RedoxTestKeys.P384);

        Assert.Equal(200, (await RequestTokenAsync(Signed(tenant))).Status);
        await AssertRefusedAsync(Signed(Redox), KeyNotFound, "KeyIdUnknown");

        string Signed(RedoxTenant client) => new HandMadeAssertion(client)
        {
            Key = new ECDsaSecurityKey(ec) { KeyId = "next" },
            Algorithm = SecurityAlgorithms.EcdsaSha384,
        }.Sign();
    }

    [Fact]
    public async Task Two_tenants_may_use_the_same_assertion_ID()
    {
        await using var tenant = Redox.CreateTenant();
        var (first, second) = (new HandMadeAssertion(Redox), new HandMadeAssertion(tenant));
        second.Claims["jti"] = first.Claims["jti"];

        Assert.Equal(200, (await RequestTokenAsync(first.Sign())).Status);
        Assert.Equal(200, (await RequestTokenAsync(second.Sign())).Status);
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    public async Task An_assertion_with_only_iss_or_sub_correct_is_in_the_tenants_journal(string right)
    {
        await using var tenant = Redox.CreateTenant();
        var assertion = new HandMadeAssertion(tenant);
        assertion.Claims[right == "iss" ? "sub" : "iss"] = "somebody-else";

        Assert.Equal(400, (await RequestTokenAsync(assertion.Sign())).Status);

        Assert.Contains(Assert.Single(tenant.Requests).Problems, problem => problem.Kind == RequestProblemKind.SubjectNotIssuer);
        Assert.Empty(Redox.Requests);
    }

    [Fact]
    public async Task Requests_of_no_tenant_are_in_the_journal_of_the_fake()
    {
        await using var tenant = Redox.CreateTenant();
        var assertion = new HandMadeAssertion(tenant);
        assertion.Claims["iss"] = assertion.Claims["sub"] = "somebody-else";

        await AssertRefusedAsync(assertion.Sign(), KeyNotFound, "ClientUnknown");
        await PostAsync(Appointment, authorization: null);
        await PostAsync(Appointment, "Bearer garbage");

        Assert.Empty(tenant.Requests);
        Assert.Equal(3, Redox.Requests.Count);
    }

    [Fact]
    public async Task A_tenant_has_its_own_legacy_key()
    {
        await using var tenant = Redox.CreateTenant();
        var response = Parse(await AuthenticateAsync(tenant, "authenticate", "secret", tenant.Auth.LegacySecret));

        Assert.Equal(200, (await PostAsync(Appointment, "Bearer " + response["accessToken"])).Status);
        Assert.Equal(200, (await AuthenticateAsync(tenant, "refreshToken", "refreshToken", (string)response["refreshToken"]!)).Status);
        AssertRefused(await AuthenticateAsync("refreshToken", "refreshToken", (string)response["refreshToken"]!), RequestProblemKind.RefreshTokenUnknown);

        Assert.Equal(["/auth/authenticate", "/endpoint", "/auth/refreshToken"], tenant.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_disposed_tenant_is_unknown_and_keeps_its_journal()
    {
        var tenant = Redox.CreateTenant("short-lived");
        var token = "Bearer " + await GetTokenAsync(tenant);
        await tenant.DisposeAsync();
        await tenant.DisposeAsync();

        Assert.Equal(401, (await PostAsync(Appointment, token)).Status);
        await AssertRefusedAsync(new HandMadeAssertion(tenant).Sign(), KeyNotFound, "ClientUnknown");

        Assert.Single(tenant.Requests);
        Assert.StartsWith("short-lived at http", tenant.ToString(), StringComparison.Ordinal);
        Assert.Equal(RequestProblemKind.BearerTokenUnknown, Assert.Single(Redox.Requests.Messages[0].Problems).Kind);
    }

    [Fact]
    public async Task A_disposed_fake_creates_no_tenants()
    {
        await Redox.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => Redox.CreateTenant());
    }

    [Fact]
    public async Task Two_tenants_have_different_sources()
    {
        await using var tenant = Redox.CreateTenant();

        var own = await PostAsync(Appointment, "Bearer " + await GetTokenAsync(Redox));
        var other = await PostAsync(Appointment, "Bearer " + await GetTokenAsync(tenant));

        Assert.NotEqual((string?)own.Json.SelectToken("Meta.Source.ID"), (string?)other.Json.SelectToken("Meta.Source.ID"));
    }
}
