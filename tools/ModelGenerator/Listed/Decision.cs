namespace Redox.ModelGenerator.Listed;

/// <summary>Why the definitions stay as they are where the list says something else.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Reason">The reason, in sentences.</param>
/// <param name="Covers">Which differences it decides.</param>
public sealed record Decision(string Title, string Reason, Predicate<Difference> Covers)
{
    /// <summary>All decisions. A difference that none covers, or more than one, is a mistake, and so is a decision about nothing.</summary>
    public static IReadOnlyList<Decision> All { get; } =
    [
        new(
            "Required members of Clinical Summary",
            "The list marks them as required in the two pushes and the two responses. The schemas of 2021 and of March 2023 leave every one of them optional. "
            + "A member is required here when the newest sources agree, and these do not: a good summary would be refused. "
            + "`RelatesTo` is in the list alone; its two marks are judged like the others beside it.",
            difference => difference.Kind == DifferenceKind.RequiredByList && difference.Event.StartsWith("Clinical Summary.", StringComparison.Ordinal)),
        new(
            "Required members that hold others",
            "The list marks values and, but for one, not the objects and lists around them: an `ID` is marked, its `Identifiers` are not. The schemas of 2021 and of March 2023 mark both. "
            + "Where nothing is required of the object itself, a message could leave out all that is marked by leaving out the object; so the schemas' marks stay.",
            difference => difference.Kind == DifferenceKind.RequiredContainer),
        new(
            "Text that is printed as an object",
            "The list prints an object, or a list of objects, and no member of it. All schemas have text.",
            difference => difference is { Kind: DifferenceKind.Type, Listed: "Object" or "Array of Objects", Defined: "text" or "[text]" }),
        new(
            "An object that is printed as a list",
            "The type says a list, and the paths of the members below it, like all schemas, one object.",
            difference => difference is { Kind: DifferenceKind.Type, Defined: "object" } && difference.Listed.StartsWith("Array of Object", StringComparison.Ordinal)),
        new(
            "One namespace that is a number",
            "`IDType` is text in the other places of this list and of all schemas, with values such as `MR`. A number is read, and reported as odd.",
            difference => difference is { Kind: DifferenceKind.Type, Event: "Clinical Decisions.Request", Path: "UnsignedProcedureOrders[].Identifiers[].IDType" }),
    ];
}
