using System.Globalization;
using Microsoft.Extensions.Configuration;
using Redox.Client.Options;

namespace Redox.Client.Receiving;

/// <summary>Reads the options by hand, like <see cref="RedoxClientOptionsBinder"/> and for the same reasons.</summary>
internal static class RedoxDestinationOptionsBinder
{
    public static void Bind(IConfiguration configuration, RedoxDestinationOptions options)
    {
        var section = new RecordedSection(configuration);
        options.Origin.Path = SettingPath.Section(section.Path);
        Add(section, nameof(options.VerificationTokens), options.VerificationTokens);
        Add(section, nameof(options.SsoSecrets), options.SsoSecrets);
        Read<bool>(section, nameof(options.TrustEndpointAuthorization), options, value => options.TrustEndpointAuthorization = value, "Use true or false.");
        Read<bool>(section, nameof(options.AllowGetHandshake), options, value => options.AllowGetHandshake = value, "Use true or false.");
        Read<int>(section, nameof(options.MaxBodySize), options, value => options.MaxBodySize = value, "Use a number of bytes, like 50331648.");
        Read<int>(section, nameof(options.MaxValues), options, value => options.MaxValues = value, "Use a number, like 1000000.");
        Read<long>(section, nameof(options.MaxMemoryInFlight), options, value => options.MaxMemoryInFlight = value, "Use a number of bytes, like 805306368.");
        Read<TimeSpan>(section, nameof(options.QueryTimeout), options, value => options.QueryTimeout = value, "Use hours, minutes and seconds, like 00:01:50.");
        Read<bool>(section, nameof(options.ValidateResponses), options, value => options.ValidateResponses = value, "Use true or false.");
        Read<bool>(section, nameof(options.LogHandlerExceptions), options, value => options.LogHandlerExceptions = value, "Use true or false.");

        options.Origin.Faults.AddRange(section.Misplaced());
        options.Origin.Unknown.AddRange(section.Unknown("Inbox"));
    }

    // One text or a list: an environment variable usually holds a single text.
    private static void Add(RecordedSection section, string name, IList<string> values)
    {
        var setting = section.GetSection(name);
        if (setting.Value is { } single)
        {
            values.Add(single);
        }

        foreach (var child in setting.GetChildren())
        {
            values.Add(child.Value ?? "");
        }
    }

    private static void Read<T>(RecordedSection section, string name, RedoxDestinationOptions options, Action<T> set, string remedy)
        where T : IParsable<T>
    {
        if (section[name] is not { Length: > 0 } value)
        {
            return;
        }

        if (T.TryParse(value, CultureInfo.InvariantCulture, out var parsed))
        {
            set(parsed);
        }
        else
        {
            options.Origin.Faults.Add($"{options.Origin.Path.To(name)}: '{value}' is not a known value. {remedy}");
        }
    }
}
