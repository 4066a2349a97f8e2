using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// An unknown member that a dictionary cannot hold: its name contains half a surrogate pair, or it is an earlier one of several with the same name.
/// </summary>
/// <param name="Name">The name, with U+FFFD for each half.</param>
/// <param name="EscapedName">The name as it is written, without quotes.</param>
/// <param name="Value">The value.</param>
internal readonly record struct LooseMember(string Name, byte[] EscapedName, JsonElement Value);
