namespace Redox.ModelGenerator.Definitions;

/// <summary>Everything that the files under <c>models/</c> define, checked and with all names resolved.</summary>
/// <param name="Models">The data models, in alphabetical order of their wire names.</param>
/// <param name="Types">Every type that is not the root of a message, by its C# name.</param>
/// <param name="ValueSets">Every set of known values, by its C# name.</param>
public sealed record Catalogue(
    IReadOnlyList<DataModel> Models,
    IReadOnlyDictionary<string, ObjectType> Types,
    IReadOnlyDictionary<string, ValueSet> ValueSets);

/// <summary>One Redox data model.</summary>
/// <param name="Name">The wire name, e.g. <c>Clinical Summary</c>.</param>
/// <param name="Key">The name in C#: the folder and first part of its message types, e.g. <c>ClinicalSummary</c>.</param>
/// <param name="Doc">One sentence on what the model is for.</param>
/// <param name="Events">Its event types, in the order of the file.</param>
public sealed record DataModel(string Name, string Key, string Doc, IReadOnlyList<EventType> Events);

/// <summary>One event type, which is one kind of message.</summary>
/// <param name="Name">The wire name, e.g. <c>New</c> or <c>Sign-on</c>.</param>
/// <param name="ClassName">The C# type, e.g. <c>SchedulingNew</c>.</param>
/// <param name="Kind">The role of the event in the exchange.</param>
/// <param name="Answer">For a query: the event type that answers it.</param>
/// <param name="Doc">One sentence on what the event means.</param>
/// <param name="LegacyNames">Names under which older messages carry the same event.</param>
/// <param name="Members">The members besides <c>Meta</c>, in wire order.</param>
/// <param name="Required">Paths that must be present when their parent is, e.g. <c>Patient.Identifiers[].ID</c>.</param>
public sealed record EventType(
    string Name,
    string ClassName,
    EventKind Kind,
    string? Answer,
    string Doc,
    IReadOnlyList<string> LegacyNames,
    IReadOnlyList<Member> Members,
    IReadOnlyList<string> Required);

/// <summary>The role of an event in the exchange.</summary>
public enum EventKind
{
    /// <summary>The record system notifies the application that something happened.</summary>
    Notification,

    /// <summary>The application sends data to the record system.</summary>
    Writeback,

    /// <summary>Used in both directions.</summary>
    NotificationOrWriteback,

    /// <summary>A synchronous request with exactly one destination.</summary>
    Query,

    /// <summary>The response to a query.</summary>
    QueryResponse,

    /// <summary>A synchronous browser sign-on request.</summary>
    SignOn,
}

/// <summary>An object inside messages.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Folder">The key of the only data model that uses it, or <c>Shared</c>.</param>
/// <param name="Doc">One sentence on what it is.</param>
/// <param name="Members">The members in wire order.</param>
/// <param name="Shorthand">Wire names of the members that builders also take as positional arguments; empty when there is no shorthand.</param>
/// <param name="HandWritten">True when the C# type is written by hand and only named here.</param>
public sealed record ObjectType(
    string Name,
    string Folder,
    string Doc,
    IReadOnlyList<Member> Members,
    IReadOnlyList<string> Shorthand,
    bool HandWritten);

/// <summary>One member of an object.</summary>
/// <param name="Name">The wire name, e.g. <c>DOB</c>.</param>
/// <param name="Type">What it holds.</param>
/// <param name="IsList">True when it holds an array of <paramref name="Type"/>.</param>
/// <param name="Doc">One sentence on what it means.</param>
public sealed record Member(string Name, MemberType Type, bool IsList, string Doc)
{
    /// <summary>The C# name: the wire name with an upper-case first letter.</summary>
    public string PropertyName => char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>Whether text in its place is as good: an older form, which is read and sent as it came.</summary>
    public bool OrText { get; init; }
}

/// <summary>What a member holds.</summary>
/// <param name="Kind">The shape on the wire.</param>
/// <param name="Reference">The name of the object type or value set, for those two kinds.</param>
public sealed record MemberType(MemberKind Kind, string? Reference = null);

/// <summary>The shapes of a member on the wire.</summary>
public enum MemberKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A number that fits in 32 bits.</summary>
    Int32,

    /// <summary>A number that may exceed 32 bits.</summary>
    Int64,

    /// <summary>Any other number.</summary>
    Decimal,

    /// <summary>A string <c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>A string with a date, or with a date and a time.</summary>
    DateTime,

    /// <summary>A number of seconds since 1970; text with a date and a time is as good.</summary>
    Epoch,

    /// <summary>A string with known values.</summary>
    ValueSet,

    /// <summary>An object.</summary>
    Object,
}

/// <summary>The known values of a member. The set is open: other text is legal.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Folder">The key of the only data model that uses it, or <c>Shared</c>.</param>
/// <param name="Doc">One sentence on what the values mean.</param>
/// <param name="Values">The known values.</param>
public sealed record ValueSet(string Name, string Folder, string Doc, IReadOnlyList<KnownValue> Values);

/// <summary>One known value.</summary>
/// <param name="Name">The C# constant.</param>
/// <param name="Text">The text on the wire.</param>
/// <param name="Doc">What it means, when the text is not self-explanatory.</param>
public sealed record KnownValue(string Name, string Text, string? Doc);
