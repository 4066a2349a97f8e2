namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>The body of a request with a legacy API key; absent members are <see langword="null"/>.</summary>
internal sealed record LegacyRequest(string? ApiKey, string? Secret, string? RefreshToken)
{
    /// <summary>The body of a request; <see langword="null"/> when it is not one JSON object.</summary>
    public static LegacyRequest? Of(FakeRequest request) => request.Parsed(Parse);

    private static LegacyRequest? Parse(byte[] body) =>
        JsonReading.TryParseObject(body, out var members) ? new(members.Text("apiKey"), members.Text("secret"), members.Text("refreshToken")) : null;
}
