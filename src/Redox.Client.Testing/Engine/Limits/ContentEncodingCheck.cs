using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Limits;

/// <summary>Refuses a compressed body that cannot be decompressed.</summary>
[Follows(Ledger.RequestCompressed, Ledger.RequestCompressedRefused)]
internal static class ContentEncodingCheck
{
    public static FakeResponse? Check(FakeRequest request, RequestRecord entry)
    {
        var content = request.Content;
        if (content.UnknownEncoding is { } unknown)
        {
            return Refuse(entry, 415, "Unsupported Media Type", $"Content-Encoding is '{unknown}'. Send gzip or deflate, or do not compress.");
        }

        if (content.IsDamaged)
        {
            return Refuse(entry, 400, "Bad Request", $"Content-Encoding is '{content.Encoding}', but the body is not in that format, or ends too early.");
        }

        if (content.Encoding is { } encoding)
        {
            entry.RestOn(Ledger.RequestCompressed);
            entry.Note($"The body came compressed ({encoding}, {content.EncodedLength} bytes); the journal has it decompressed.");
        }

        return null;
    }

    private static FakeResponse Refuse(RequestRecord entry, int status, string words, string text)
    {
        entry.Report(RequestProblemKind.ContentEncodingInvalid, text);
        entry.RestOn(Ledger.RequestCompressedRefused);
        return FakeResponse.Text(status, words);
    }
}
