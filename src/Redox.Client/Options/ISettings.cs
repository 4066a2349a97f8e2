namespace Redox.Client.Options;

/// <summary>Options that may come from a configuration section.</summary>
internal interface ISettings
{
    SettingsOrigin Origin { get; }
}
