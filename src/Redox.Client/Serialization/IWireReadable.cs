using System.ComponentModel;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Marks the types that generated code reads. Not for implementation outside this package.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWireReadable<out TSelf>
{
    // The reader is at the object's first brace and is left at its last.
    internal static abstract TSelf Read(ref Utf8JsonReader reader, IssueLog? issues);
}
