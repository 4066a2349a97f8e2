using System.Text.Json.Serialization;
using Redox.Client.Models;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>
/// A Redox message: one JSON object whose <see cref="Meta"/> names the data model and the event type that decide its shape.
/// Implemented by the message types in <see cref="Models"/> and by <see cref="UnknownMessage"/> only.
/// </summary>
[JsonConverter(typeof(RedoxMessageConverter))]
public interface IRedoxMessage
{
    /// <summary>
    /// The envelope: data model, event type, source, destinations, log ids. Never <see langword="null"/>:
    /// a new message starts with the data model and event type of its type.
    /// </summary>
    Meta Meta { get; }

    internal RedoxMessage AsMessage { get; }
}
