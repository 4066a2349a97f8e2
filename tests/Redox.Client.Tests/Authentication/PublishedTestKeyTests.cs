using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>The keys that the fake exchange publishes protect nothing, so nothing real may be sent with them.</summary>
public sealed class PublishedTestKeyTests
{
    private const string Fault =
        "the test key that Redox.Client.Testing publishes, together with 'api.redoxengine.com'. That key is public: use your own there, or point BaseAddress at a RedoxFake.";

    public static TheoryData<string> Keys => [RedoxTestKeys.Rsa, RedoxTestKeys.P384, TestKeys.Jwk(RedoxTestKeys.Rsa).ToJsonString()];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_published_key_is_refused_for_a_real_address_in_every_form(string key) =>
        Assert.Equal([$"Redox:Credentials:PrivateKey: {Fault}"], Settings.Failures(Settings.Section(text: key)));

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("https://localhost")]
    [InlineData("https://redox-fake.invalid")]
    public void A_published_key_is_good_for_an_address_that_can_only_be_a_fake(string address)
    {
        var section = Settings.Section(text: RedoxTestKeys.Rsa);
        section["Redox:BaseAddress"] = address;

        Assert.Empty(Settings.Failures(section));
    }

    [Fact]
    public async Task The_legacy_keys_of_a_fake_are_refused_too()
    {
        await using var redox = RedoxFake.InMemory();
        await using var tenant = redox.CreateTenant();
        var section = new Dictionary<string, string?>
        {
            ["Redox:Credentials:ApiKey"] = tenant.Auth.LegacyApiKey,
            ["Redox:Credentials:Secret"] = tenant.Auth.LegacySecret,
        };

        Assert.Equal([$"Redox:Credentials:ApiKey: {Fault}"], Settings.Failures(section));
    }

    [Fact]
    public void Any_other_key_is_good_for_a_real_address() => Assert.Empty(Settings.Failures(Settings.Section(text: TestKeys.Rsa)));
}
