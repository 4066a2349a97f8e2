namespace Redox.Client.Options;

/// <summary>The name of a setting in an error message: <c>Redox:Credentials:KeyId</c>, or <c>RedoxClientOptions.Credentials.KeyId</c> when set in code.</summary>
internal readonly record struct SettingPath(string Root, char Separator)
{
    public static SettingPath Section(string path) => new(path, ':');

    public SettingPath Beneath(string name) => this with { Root = To(name) };

    public string To(params ReadOnlySpan<string> names)
    {
        var path = string.Join(Separator, names!);
        return Root.Length == 0 ? path : $"{Root}{Separator}{path}";
    }
}
