using System.Text.Json.Serialization;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>A message that asks a question and gets its response in the same call, within 120 seconds.</summary>
/// <typeparam name="TResponse">
/// The response message. Its shape follows from the query: recorded responses echo the query's event type in <c>Meta.EventType</c>.
/// </typeparam>
[JsonConverter(typeof(RedoxMessageConverter))]
public interface IRedoxQuery<TResponse> : IRedoxMessage
    where TResponse : IRedoxMessage
{
    internal TResponse ReadResponse(ReadOnlySpan<byte> utf8Json);
}
