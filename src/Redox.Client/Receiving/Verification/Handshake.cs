using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Redox.Client.Serialization;

namespace Redox.Client.Receiving.Verification;

/// <summary>Redox's request when the address of a destination is verified in the dashboard. (Redox: "Verify a destination")</summary>
/// <param name="Challenge">The value to send back.</param>
/// <param name="BodyToken">The token in the body, if any; empty, and therefore never valid, when it is not a text or there are two different ones.</param>
internal readonly record struct Handshake(string Challenge, string? BodyToken)
{
    /// <summary>A handshake has two short members. This much is read of an unverified request.</summary>
    public const int MaxBytes = 4 * 1024;

    public static Handshake? FromQuery(RedoxDestinationRequest request) => request.Query("challenge") is { Length: > 0 } challenge ? new Handshake(challenge, null) : null;

    /// <summary>Reads the handshake of a POST: an object with a challenge and without <c>Meta</c>, however that is spelt. <see langword="null"/> when the body is anything else.</summary>
    public static Handshake? FromBody(ReadOnlySpan<byte> body)
    {
        if (body.Length is 0 or > MaxBytes || !Utf8.IsValid(body))
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(PayloadReader.WithoutByteOrderMark(body));
            string? challenge = null, token = null;
            for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
            {
                var name = MemberName.Of(in reader);
                if (name.SequenceEqual("Meta"u8) || NameLikeness.IsLike(JsonText.GetRepaired(in reader), "Meta"))
                {
                    return null; // A message, usually recognized by its first member; one with a misspelt Meta is unreadable, but no handshake.
                }

                var isChallenge = name.SequenceEqual("challenge"u8);
                var isToken = JsonText.GetRepaired(in reader).Equals("verification-token", StringComparison.OrdinalIgnoreCase); // As in headers and queries.
                reader.Read();
                if (isChallenge)
                {
                    challenge = Text(in reader);
                }
                else if (isToken)
                {
                    token = Text(in reader) is { } text && (token is null || token == text) ? text : "";
                }

                reader.Skip();
            }

            return challenge is { Length: > 0 } && !reader.Read() ? new Handshake(challenge, token) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The response, <c>{"challenge":"..."}</c>: accepted since the rule of 2024, under which the challenge may be anywhere in the body.</summary>
    public RedoxDestinationResponse Confirm()
    {
        var body = new ArrayBufferWriter<byte>(Challenge.Length + 32);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("challenge"u8, Challenge);
            writer.WriteEndObject();
        }

        return new RedoxDestinationResponse(RedoxDestinationOutcome.HandshakeConfirmed, 200) { ContentType = "application/json", Body = body.WrittenMemory };
    }

    private static string? Text(ref readonly Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && JsonText.TryGet(in reader, out var text) ? text : null;
}
