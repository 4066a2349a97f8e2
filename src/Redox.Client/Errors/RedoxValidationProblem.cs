namespace Redox.Client;

/// <summary>One thing wrong with a message.</summary>
/// <param name="Path">The place in the message, for example <c>Visit.Location.Department</c>.</param>
/// <param name="Description">What is wrong and what to do, without values.</param>
public sealed record RedoxValidationProblem(string Path, string Description)
{
    /// <summary>Whether a required member is missing; otherwise it is present but wrong.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Path and description.</summary>
    /// <returns>For example <c>Visit.Location.Department: required for Scheduling.New</c>.</returns>
    public override string ToString() => $"{Path}: {Description}";
}
