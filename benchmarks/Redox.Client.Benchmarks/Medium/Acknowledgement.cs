using System.Text.Json.Serialization;

namespace Redox.Client.Benchmarks.Medium;

// What Redox answers to an event, as an application would write it.

public sealed class Acknowledgement
{
    public Meta? Meta { get; set; }
}

[JsonSerializable(typeof(Acknowledgement))]
internal sealed partial class AcknowledgementContext : JsonSerializerContext;
