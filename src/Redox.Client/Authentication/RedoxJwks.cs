using System.Buffers;
using System.Text;
using System.Text.Json;
using Redox.Client.Authentication.Keys;
using Redox.Client.Options;

namespace Redox.Client;

/// <summary>
/// Exports the public halves of keys as a JWK set (RFC 7517 section 5): paste it into the Redox dashboard, or serve it at the JWKS URL that you enter there.
/// (Redox: "Authenticate an OAuth API key")
/// </summary>
public static class RedoxJwks
{
    /// <summary>The public halves of the keys that a client is configured with: its key, and during key rotation the previous one too.</summary>
    /// <param name="credentials">The credentials. Keys that only an <see cref="IRedoxAssertionSigner"/> holds cannot be exported.</param>
    /// <returns>JSON text without any private member.</returns>
    /// <exception cref="RedoxConfigurationException">A key cannot be read, or its ID is missing, begins or ends with white space, or contains invisible characters.</exception>
    public static string Export(RedoxCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return credentials.PreviousKey is { } previous ? Export(credentials.Key, previous) : Export(credentials.Key);
    }

    /// <summary>The public halves of any keys.</summary>
    /// <param name="keys">The private keys, as PEM or JWK, in text or in files.</param>
    /// <inheritdoc cref="Export(RedoxCredentials)" path="/returns|/exception"/>
    public static string Export(params ReadOnlySpan<RedoxPrivateKey> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var settings in keys)
            {
                ArgumentNullException.ThrowIfNull(settings, nameof(keys));
                var path = new SettingPath(nameof(RedoxPrivateKey), '.');
                using var key = PrivateKeyLoader.Load(settings, path);
                if (key.KeyId.Length == 0)
                {
                    throw new RedoxConfigurationException($"{path.To(nameof(settings.KeyId))}: missing. A key that is registered with Redox has an ID (kid): set one of your choice.");
                }

                if (SettingText.Fault(key.KeyId) is { } fault)
                {
                    throw new RedoxConfigurationException($"{path.To(nameof(settings.KeyId))}: {fault}");
                }

                key.WritePublicHalf(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
