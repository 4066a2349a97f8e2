using System.Collections.Immutable;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>An API key as Redox knows it: the client's ID, its public keys, and the source its messages come from.</summary>
[Follows(Ledger.TokenKeys)]
internal sealed class RegisteredClient(string id, string legacyApiKey, Guid sourceId, string sourceName) : IDisposable
{
    private ImmutableDictionary<string, RegisteredKey> _keys = ImmutableDictionary.Create<string, RegisteredKey>(StringComparer.Ordinal);

    public string Id => id;

    public string LegacyApiKey => legacyApiKey;

    public string SourceId { get; } = sourceId.ToString();

    public string SourceName => sourceName;

    public IEnumerable<string> KeyIds => _keys.Keys.Order(StringComparer.Ordinal);

    public RegisteredKey? Find(string? keyId) => keyId is null ? null : _keys.GetValueOrDefault(keyId);

    public void Add(RegisteredKey key) => ImmutableInterlocked.Update(ref _keys, static (keys, added) => keys.SetItem(added.Id, added), key);

    public bool Remove(string keyId) => ImmutableInterlocked.TryRemove(ref _keys, keyId, out _);

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
