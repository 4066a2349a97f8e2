using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Authentication.Keys;
using Redox.Client.Options;

namespace Redox.Client.Authentication;

/// <summary>The keys a client may sign with: its own, configured or in a vault, and during key rotation the previous one.</summary>
internal sealed class AssertionKeys : IDisposable
{
    private readonly ConfiguredKey? _own;
    private readonly ConfiguredKey? _previous;
    private readonly IRedoxAssertionSigner? _signer;

    /// <exception cref="RedoxConfigurationException">A key cannot be used.</exception>
    public AssertionKeys(RedoxCredentials credentials, SettingPath path, IServiceProvider provider, string name, ILogger logger)
    {
        if (credentials.UsesSigner)
        {
            _signer = provider.GetRequiredKeyedService<IRedoxAssertionSigner>(name);
        }
        else
        {
            _own = new ConfiguredKey(credentials.Key, path, logger);
        }

        _previous = credentials.PreviousKey is { } previous ? new ConfiguredKey(previous, path.Beneath(nameof(credentials.PreviousKey)), logger) : null;
    }

    public IRedoxAssertionSigner Current() => _own?.Current() ?? _signer!;

    public IRedoxAssertionSigner? Previous() => _previous?.Current();

    public void Dispose()
    {
        _own?.Dispose();
        _previous?.Dispose();
    }
}
