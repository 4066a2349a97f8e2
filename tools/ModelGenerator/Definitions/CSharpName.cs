using System.Text.RegularExpressions;

namespace Redox.ModelGenerator.Definitions;

/// <summary>How wire names become C# names, and which ones cannot.</summary>
internal static partial class CSharpName
{
    /// <summary>Members that generated types, their builders or every object already have.</summary>
    private static readonly string[] Taken =
        ["ToString", "Equals", "GetType", "GetHashCode", "MemberwiseClone", "Build", "Builder", "To", "AdditionalProperties"];

    /// <summary>Members that every value set has besides its constants.</summary>
    private static readonly string[] TakenInValueSets = ["Value", "IsKnown", "KnownValues", "Create"];

    /// <summary>Joins the words of <paramref name="text"/>: <c>Life Partner</c> becomes <c>LifePartner</c>, <c>Sign-on</c> becomes <c>SignOn</c>.</summary>
    public static string FromText(string text) =>
        string.Concat(Separators().Split(text).Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static bool IsLegal(string name) => Legal().IsMatch(name);

    /// <summary>Says why a type named <paramref name="owner"/> cannot have a member named <paramref name="name"/>; null when it can.</summary>
    public static string? ProblemOfMember(string owner, string name) =>
        !IsLegal(name) ? $"'{name}' is not a C# name"
        : name == owner ? $"'{name}' is also the name of its type, which C# does not allow"
        : Taken.Contains(name) ? $"'{name}' is taken by a member of every generated type"
        : null;

    /// <summary>Says why a value set named <paramref name="owner"/> cannot have a constant named <paramref name="name"/>; null when it can.</summary>
    public static string? ProblemOfValue(string owner, string name) =>
        TakenInValueSets.Contains(name) ? $"'{name}' is taken by a member of every value set" : ProblemOfMember(owner, name);

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Legal();
}
