using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>A key of a record: an identifier with its type, or a number without one.</summary>
internal readonly record struct RecordKey(string Id, string? Type = null)
{
    /// <summary>The usable elements of a list of identifiers: those with an <c>ID</c>.</summary>
    public static IReadOnlyList<RecordKey> Identifiers(JsonElement owner, string member = "Identifiers") =>
    [
        .. from identifier in owner.Member(member).Items()
           let id = identifier.Text("ID")
           where id is not null
           select new RecordKey(id, identifier.Text("IDType")),
    ];

    /// <summary>The keys that exist, without a type.</summary>
    public static IReadOnlyList<RecordKey> Of(params ReadOnlySpan<string?> ids)
    {
        var keys = new List<RecordKey>();
        foreach (var id in ids)
        {
            if (id is not null)
            {
                keys.Add(new(id));
            }
        }

        return keys;
    }
}
