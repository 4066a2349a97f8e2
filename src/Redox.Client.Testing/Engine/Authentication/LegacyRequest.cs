using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>The body of a request with a legacy API key, as JSON or as a form; absent members are <see langword="null"/>.</summary>
[Follows(Ledger.LegacyRequests, Ledger.LegacyForm)]
internal sealed record LegacyRequest(string? ApiKey, string? Secret, string? RefreshToken)
{
    /// <summary>Whether it came as a form.</summary>
    public bool IsForm { get; private init; }

    /// <summary>The body of a request; <see langword="null"/> when it is neither a form nor one JSON object.</summary>
    public static LegacyRequest? Of(FakeRequest request) =>
        TokenForm.ContentType.Equals(request.MediaType, StringComparison.OrdinalIgnoreCase) ? request.Parsed(ParseForm) : request.Parsed(ParseJson);

    private static LegacyRequest? ParseJson(ReadOnlyMemory<byte> body) =>
        JsonReading.TryParseObject(body.Span, out var members) ? new(members.Text("apiKey"), members.Text("secret"), members.Text("refreshToken")) : null;

    private static LegacyRequest ParseForm(ReadOnlyMemory<byte> body)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        return new(form.GetValueOrDefault("apiKey"), form.GetValueOrDefault("secret"), form.GetValueOrDefault("refreshToken")) { IsForm = true };
    }
}
