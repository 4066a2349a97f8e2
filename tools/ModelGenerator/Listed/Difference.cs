namespace Redox.ModelGenerator.Listed;

/// <summary>Something that list and definitions say differently.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Event">The event, e.g. <c>Scheduling.New</c>.</param>
/// <param name="Path">The member, with <c>[]</c> after each list above it; empty for an event.</param>
/// <param name="Listed">What the list says.</param>
/// <param name="Defined">What the definition says.</param>
public sealed record Difference(DifferenceKind Kind, string Event, string Path, string Listed, string Defined);

/// <summary>What list and definitions can say differently. That the definitions have more members is none: they know more editions than this one.</summary>
public enum DifferenceKind
{
    /// <summary>Only one of them has the event.</summary>
    Event,

    /// <summary>Only the list has the member.</summary>
    Member,

    /// <summary>They have another type for it.</summary>
    Type,

    /// <summary>Only the list requires the member.</summary>
    RequiredByList,

    /// <summary>Only the definition requires the member, which holds a value.</summary>
    RequiredValue,

    /// <summary>Only the definition requires the member, which holds others.</summary>
    RequiredContainer,
}
