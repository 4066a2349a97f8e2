using System.Text.Json.Serialization;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>A message that asks a question and is answered in the same call, within 120 seconds.</summary>
/// <typeparam name="TResponse">
/// The message that answers it. The shape of an answer follows from the query: recorded answers echo the query's event type in <c>Meta.EventType</c>.
/// </typeparam>
[JsonConverter(typeof(RedoxMessageConverter))]
public interface IRedoxQuery<TResponse> : IRedoxMessage
    where TResponse : IRedoxMessage
{
    internal TResponse ReadResponse(ReadOnlySpan<byte> utf8Json);
}
