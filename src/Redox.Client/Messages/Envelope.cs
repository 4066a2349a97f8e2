using Redox.Client.Models;

namespace Redox.Client.Messages;

/// <summary>
/// The members of <c>Meta</c> that decide where a message goes, who it comes from, whether it is a test and what it is. A member in an odd form is not
/// absent: it is never filled in, and replaced only when the caller says so.
/// </summary>
internal static class Envelope
{
    internal static readonly int DataModelIndex = Meta.Shape.IndexOf(nameof(Meta.DataModel));
    internal static readonly int EventTypeIndex = Meta.Shape.IndexOf(nameof(Meta.EventType));
    internal static readonly int TestIndex = Meta.Shape.IndexOf(nameof(Meta.Test));

    internal static readonly ulong Test = 1UL << TestIndex;
    internal static readonly ulong Destinations = BitOf(nameof(Meta.Destinations));
    internal static readonly ulong All = Test | Destinations | BitOf(nameof(Meta.Source)) | BitOf(nameof(Meta.DataModel)) | BitOf(nameof(Meta.EventType));

    private static readonly ulong OfOneTransmission =
        Destinations | BitOf(nameof(Meta.Source)) | BitOf(nameof(Meta.Logs)) | BitOf(nameof(Meta.Message)) | BitOf(nameof(Meta.Transmission));

    /// <summary>Whether data model or event type came in an odd form, so that the names cannot be relied upon.</summary>
    internal static bool HasOddNames(Meta meta) => !meta.IsPlain && (meta.Deviates(DataModelIndex) || meta.Deviates(EventTypeIndex));

    /// <summary>The envelope with these destinations in place of its own, whatever their form.</summary>
    internal static Meta Readdressed(Meta meta, IReadOnlyList<SystemReference> destinations) =>
        WithoutOtherNamesOf(Destinations, meta with { Destinations = destinations });

    /// <summary>The envelope for other destinations, without the members of its previous transmission.</summary>
    internal static Meta Forwarded(Meta meta, IReadOnlyList<SystemReference> destinations) =>
        WithoutOtherNamesOf(OfOneTransmission, meta with { Destinations = destinations, Source = null, Logs = null!, Message = null, Transmission = null });

    /// <summary>The envelope without members that are misspelt versions of these.</summary>
    internal static Meta WithoutOtherNamesOf(ulong members, Meta meta)
    {
        if (!meta.HasUnknown(name => IsNameOf(members, name)))
        {
            return meta;
        }

        var copy = meta with { };
        copy.LeaveOut(name => IsNameOf(members, name));
        return copy;
    }

    private static bool IsNameOf(ulong members, string name) => Meta.Shape.FindInAnyCase(name) is { } member && (member.Bit & members) != 0;

    private static ulong BitOf(string name) => Meta.Shape.Find(name)!.Bit;
}
