using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Redox.Client.Options;
using Redox.Client.Telemetry;

namespace Redox.Client.Authentication.Keys;

/// <summary>
/// The key that the settings name, kept up to date: its file is read for each assertion, which is every few minutes, and loaded again when its
/// content has changed. Reading is more reliable than watching the file or its times, which misses changes behind symbolic links (mounted secrets) and on network drives.
/// </summary>
internal sealed class ConfiguredKey : IDisposable
{
    private readonly RedoxPrivateKey _settings;
    private readonly ILogger _logger;
    private SigningKey _key;
    private byte[] _seen;

    /// <exception cref="RedoxConfigurationException">The key cannot be used.</exception>
    public ConfiguredKey(RedoxPrivateKey settings, SettingPath path, ILogger logger)
    {
        _settings = settings;
        _logger = logger;
        _seen = Digest(PrivateKeyLoader.ReadText(settings, out _)); // Before it is loaded, so that no change in between is missed.
        _key = PrivateKeyLoader.Load(settings, path);
    }

    /// <summary>The current key. When the file has become unusable, it is the previous key, and the log says so.</summary>
    public IRedoxAssertionSigner Current()
    {
        if (!string.IsNullOrWhiteSpace(_settings.PrivateKeyPath))
        {
            Refresh();
        }

        return _key;
    }

    public void Dispose() => _key.Dispose();

    private void Refresh()
    {
        var text = PrivateKeyLoader.ReadText(_settings, out var fault);
        var digest = Digest(text);
        if (digest.AsSpan().SequenceEqual(_seen))
        {
            return;
        }

        var key = text is null ? null : PrivateKeyLoader.Parse(text, _settings, out fault);
        if (key is null or { KeyId: "" })
        {
            key?.Dispose();
            _logger.KeyFileUnusable(_key.KeyId, fault?.Description ?? "it does not contain its ID (kid), and KeyId is not set.");
        }
        else
        {
            _key.Dispose();
            _key = key;
            _logger.KeyFileReloaded(key.KeyId, key.Algorithm);
        }

        // The same content is not examined twice, usable or not: one warning for each change.
        _seen = digest;
    }

    // The digest, so that the key's text is not kept in memory longer than needed.
    private static byte[] Digest(string? text) => text is null ? [] : SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
