using System.Globalization;
using System.Net;
using System.Text;

namespace Redox.Client.Fuzz;

/// <summary>A request or response as text: a first line, headers, an empty line, the body. Whatever cannot be read that way is body.</summary>
internal sealed class HttpText
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public HttpText(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf("\n\n"u8);
        Body = end < 0 ? [] : text[(end + 2)..].ToArray();

        // As servers do: the bytes of a header are Latin-1.
        var lines = Encoding.Latin1.GetString(end < 0 ? text : text[..end]).Split('\n');
        First = lines[0];
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            _headers[colon < 0 ? line : line[..colon]] = colon < 0 ? "" : line[(colon + 1)..].Trim();
        }
    }

    public string First { get; }

    public byte[] Body { get; }

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    public HttpResponseMessage ToResponse()
    {
        var status = int.TryParse(First, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and < 600 ? number : 200;
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in _headers)
        {
            // What HTTP itself would not let through does not arrive.
            if (!value.AsSpan().ContainsAny("\r\n\0") && !response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }
}
