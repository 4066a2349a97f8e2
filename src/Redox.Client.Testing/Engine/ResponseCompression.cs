using System.IO.Compression;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>Compresses responses of the exchange for clients that accept it, as Express does: gzip, otherwise deflate, from 1,024 bytes on.</summary>
[Follows(Ledger.ReplyCompressed)]
internal static class ResponseCompression
{
    private const int Threshold = 1024;

    public static FakeResponse Compressed(this FakeResponse response, FakeRequest request)
    {
        if (!response.IsCompressible || request.WantsPlainResponse || response.Body.Length < Threshold || Encoding(request) is not { } encoding)
        {
            return response;
        }

        using var compressed = new MemoryStream();
        using (Stream writer = encoding == "gzip" ? new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            writer.Write(response.Body.Span);
        }

        return response with { Body = compressed.ToArray(), Headers = [.. response.Headers, new("Content-Encoding", encoding)], IsChunked = true };
    }

    private static string? Encoding(FakeRequest request) =>
        request.Header("Accept-Encoding") is not { } accepted ? null : Accepts(accepted, "gzip") ? "gzip" : Accepts(accepted, "deflate") ? "deflate" : null;

    // RFC 9110, 12.5.3: a list of names, each perhaps with a weight; those of weight 0 are not accepted, and * stands for all that are not named.
    private static bool Accepts(string accepted, string encoding)
    {
        var choices = accepted.Split(',').Select(choice => choice.Split(';', 2)).ToList();
        var choice = choices.Find(choice => IsNamed(choice, encoding)) ?? choices.Find(choice => IsNamed(choice, "*"));
        return choice is not null && !(choice.Length == 2 && double.TryParse(choice[1].Replace("q=", "", StringComparison.OrdinalIgnoreCase), System.Globalization.CultureInfo.InvariantCulture, out var weight) && weight == 0);
    }

    private static bool IsNamed(string[] choice, string name) => choice[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
}
