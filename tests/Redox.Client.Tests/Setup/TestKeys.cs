namespace Redox.Client.Tests.Setup;

/// <summary>The fixed keys beside the tests.</summary>
internal static class TestKeys
{
    public static string Rsa { get; } = Text("rsa-2048.pkcs8");

    public static string PublicRsa { get; } = Text("rsa-2048.public");

    public static string Text(string name) => File.ReadAllText(Path(name));

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "TestKeys", $"test-only-{name}.pem");
}
