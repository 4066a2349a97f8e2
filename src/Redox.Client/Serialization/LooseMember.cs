using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// An unknown member that no dictionary has a place for: its name holds half a surrogate pair, or it is an earlier one of several with one name.
/// </summary>
/// <param name="Name">The name, with U+FFFD for each half.</param>
/// <param name="EscapedName">The name as it stands in JSON.</param>
/// <param name="Value">The value.</param>
internal readonly record struct LooseMember(string Name, byte[] EscapedName, JsonElement Value);
