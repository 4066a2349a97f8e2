using Microsoft.Extensions.Configuration;
using Redox.Client.Options;

namespace Redox.Client.Receiving.Deduplication;

/// <summary>Reads how duplicates are remembered from a configuration section.</summary>
internal static class DeduplicationOptionsBinder
{
    /// <summary>The name of the section, below that of the destination.</summary>
    public const string Section = "Duplicates";

    public static void Bind(IConfiguration configuration, RedoxDeduplicationOptions options) =>
        SettingsReader.Read(configuration.GetSection(Section), options.Origin, reader => Read(reader, options));

    private static void Read(SettingsReader reader, RedoxDeduplicationOptions options)
    {
        reader.ReadTime(nameof(options.Retention), value => options.Retention = value, "Use days, hours, minutes and seconds: a day is 1.00:00:00.");
        reader.Read<int>(nameof(options.Capacity), value => options.Capacity = value, "Use a whole number, like 100000.");
    }
}
