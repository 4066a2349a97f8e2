using System.Text;

namespace Redox.Client.Testing.Engine;

/// <summary>A reply of the engine, for whichever transport writes it.</summary>
internal sealed record FakeReply(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    [Recorded("Replies of 2020 and 2021: content type with this spelling")]
    public static FakeReply Json(int status, ReadOnlyMemory<byte> body) => new(status, "application/json; charset=utf-8", body);

    [Documented("HTTP status codes: authentication failures are plain text")]
    public static FakeReply Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
}
