using System.Text.Json.Serialization;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>
/// A message that is sent one way: a notification (something happened) or a write back (change this chart).
/// Redox acknowledges it once it is safely stored; nothing is said about the far side yet.
/// </summary>
[JsonConverter(typeof(RedoxMessageConverter))]
public interface IRedoxEvent : IRedoxMessage;
