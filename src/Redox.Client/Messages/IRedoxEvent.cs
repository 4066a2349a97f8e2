using System.Text.Json.Serialization;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>
/// A message that is sent one way: a notification (something happened) or a write back (change this chart).
/// Redox acknowledges it once it is safely stored, which does not mean that it was delivered.
/// </summary>
[JsonConverter(typeof(RedoxMessageConverter))]
public interface IRedoxEvent : IRedoxMessage;
