using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>A key in a file, which may be replaced while the application runs.</summary>
public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-client-tests").FullName;

    private string KeyFile => Path.Combine(_folder, "redox.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_replaced_file_takes_effect_with_the_next_token()
    {
        File.WriteAllText(KeyFile, TestKeys.Rsa);
        await using var app = App();
        await NextTokenAsync(app);
        await SentAssertion.ValidateAsync(app, SentAssertion.PublicRsa);

        File.WriteAllText(KeyFile, TestKeys.Jwk(TestKeys.Ec).ToString());
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);

        await NextTokenAsync(app, TestKeys.Ec);
        await SentAssertion.ValidateAsync(app, TestKeys.PublicEc(TestKeys.Ec), "ES384");
        Assert.Contains("Loaded the private key the-key (ES384) from its file, which has changed.", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_mounted_through_links_is_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Links need a privilege there, and secrets are mounted this way on Linux.
        }

        // As Kubernetes does it: the file is a link into a folder that is a link, and the latter is what changes.
        Directory.CreateDirectory(Path.Combine(_folder, "1"));
        Directory.CreateDirectory(Path.Combine(_folder, "2"));
        File.WriteAllText(Path.Combine(_folder, "1", "redox.key"), TestKeys.Rsa);
        File.WriteAllText(Path.Combine(_folder, "2", "redox.key"), TestKeys.Ec);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "data"), "1");
        File.CreateSymbolicLink(KeyFile, Path.Combine("data", "redox.key"));
        await using var app = App();
        await NextTokenAsync(app);

        Directory.CreateSymbolicLink(Path.Combine(_folder, "new"), "2");
        Directory.Delete(Path.Combine(_folder, "data"));
        Directory.Move(Path.Combine(_folder, "new"), Path.Combine(_folder, "data"));
        await NextTokenAsync(app, TestKeys.Ec);

        await SentAssertion.ValidateAsync(app, TestKeys.PublicEc(TestKeys.Ec), "ES384");
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("CANARY", "neither a PEM nor a JWK")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nCANA\n-----END PRIVATE KEY-----", "damaged")]
    [InlineData("{\"kty\":\"RSA\",\"d\":\"CANA\",\"p\":\"CANA\"}", "damaged")]
    [InlineData("{\"kty\":\"CANARY\"}", "a kind other than RSA and EC")]
    public async Task Useless_key_file_leaves_the_previous_key_in_use(string? content, string reason)
    {
        File.WriteAllText(KeyFile, TestKeys.Rsa);
        await using var app = App();
        await NextTokenAsync(app);

        File.Delete(KeyFile);
        if (content is not null)
        {
            File.WriteAllText(KeyFile, content);
        }

        await NextTokenAsync(app);
        await NextTokenAsync(app);

        await SentAssertion.ValidateAsync(app, SentAssertion.PublicRsa);
        var warnings = app.Log.Split('\n').Where(line => line.Contains("cannot be used; the previous key the-key stays in use", StringComparison.Ordinal)).ToList();
        Assert.Contains(reason, Assert.Single(warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("CANA", app.Log, StringComparison.Ordinal);

        File.WriteAllText(KeyFile, TestKeys.Ec);
        await NextTokenAsync(app, TestKeys.Ec);
        await SentAssertion.ValidateAsync(app, TestKeys.PublicEc(TestKeys.Ec), "ES384");
    }

    private TestApp App() => new(options => (options.Credentials.PrivateKey, options.Credentials.PrivateKeyPath) = (null, KeyFile));

    /// <param name="app">The application.</param>
    /// <param name="registered">What is registered with Redox now. Default: no change.</param>
    private static async Task NextTokenAsync(TestApp app, string? registered = null)
    {
        if (registered is not null)
        {
            app.Redox.Auth.RegisterKey("the-key", registered);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.Client.SendAsync(TestApp.Appointment());
    }
}
