using System.Text.Json.Serialization;
using Redox.Client.Models;

namespace AotRoundTrip;

/// <summary>What an application writes that has types of its own beside ours.</summary>
[JsonSerializable(typeof(SchedulingNew))]
internal sealed partial class ApplicationContext : JsonSerializerContext;
