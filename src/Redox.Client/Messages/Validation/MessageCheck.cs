using System.Runtime.InteropServices;
using System.Text.Json;
using Redox.Client.Messages.Dates;
using Redox.Client.Serialization;

namespace Redox.Client.Messages.Validation;

/// <summary>
/// Walks the JSON of one message along the shape of its type and the required members of its event, and notes every problem. Content carried over from
/// another message (<see cref="WireBuffer.CarriedOver"/>) is skipped: the author of this message neither wrote it nor can fix it.
/// </summary>
internal sealed class MessageCheck(MessageDefinition? definition, IReadOnlyDictionary<long, ulong>? carriedOver = null)
{
    // A hostile message could consist of problems only; no one reads more than these.
    private const int Most = 1_000;

    private CheckPath _path = new();
    private List<RedoxValidationProblem>? _problems;

    internal IReadOnlyList<RedoxValidationProblem> Problems => _problems ?? [];

    /// <summary>The problems of a member that was read in an odd form; at least one.</summary>
    /// <param name="path">The path of the member's object.</param>
    /// <param name="member">The member.</param>
    /// <param name="original">Its value.</param>
    internal static IReadOnlyList<RedoxValidationProblem> DeviatingMember(CheckPath path, MemberShape member, JsonElement original)
    {
        var check = new MessageCheck(definition: null) { _path = path };
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(original), MemberScan.Options);
        reader.Read();
        path.Push(member.Name);
        check.Value(ref reader, member, required: null);
        if (check.Problems.Count == 0)
        {
            check.Add(path.ToString(), $"must be {DateRule.Expectation(member.Kind)}"); // Of the right kind, but it could not be read.
        }

        path.Pop();
        return check.Problems;
    }

    /// <summary>Checks the object at whose first brace the reader is, and leaves the reader at its last.</summary>
    internal void Object(ref Utf8JsonReader reader, ObjectShape shape, RequiredMembers? required)
    {
        var cameAlong = carriedOver?.GetValueOrDefault(reader.TokenStartIndex) ?? 0;
        ulong present = 0;
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref reader, shape, ref next);
            reader.Read();
            if (member is null || CameAlong(member, cameAlong, in reader))
            {
                reader.Skip();
                continue;
            }

            var below = required?.Find(member.Name);
            var bit = below?.Bit ?? 0;
            _path.Push(member.Name);
            present = Value(ref reader, member, below) ? present | bit : present & ~bit; // the last of two members with the same name counts
            _path.Pop();
        }

        if (required is null)
        {
            return;
        }

        foreach (var child in required.Children)
        {
            if (child.IsRequired && (present & child.Bit) == 0 && (cameAlong == 0 || (cameAlong & shape.Find(child.Name)!.Bit) == 0))
            {
                Add(_path.With(child.Name), $"required for {definition?.ToString() ?? "every message"}", isMissing: true);
            }
        }
    }

    // The entries of a map have no index: those that are objects know themselves whether they were carried over.
    private static bool CameAlong(MemberShape member, ulong cameAlong, ref readonly Utf8JsonReader reader) =>
        cameAlong != 0 && (member.Index < 0 ? reader.TokenType != JsonTokenType.StartObject : (cameAlong & member.Bit) != 0);

    private static MemberShape? Member(ref Utf8JsonReader reader, ObjectShape shape, ref int next) =>
        !reader.ValueIsEscaped ? shape.Find(reader.ValueSpan, ref next)
        : JsonText.TryGet(in reader, out var name) ? shape.Find(name) : null;

    // Returns whether there is a value: null and empty text do not count.
    private bool Value(ref Utf8JsonReader reader, MemberShape member, RequiredMembers? required)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        if (member.IsList)
        {
            return List(ref reader, member, required);
        }

        if (member.Kind == MemberKind.Object && reader.TokenType == JsonTokenType.StartObject)
        {
            Object(ref reader, member.Object!, required);
        }
        else
        {
            return Scalar(ref reader, member);
        }

        return true;
    }

    private bool List(ref Utf8JsonReader reader, MemberShape member, RequiredMembers? required)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (member.OrText && reader.TokenType == JsonTokenType.String)
            {
                return Text(ref reader);
            }

            Expected("an array", ref reader);
            return true;
        }

        var index = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            _path.Push(index);
            if (member.Kind == MemberKind.Object && reader.TokenType == JsonTokenType.StartObject)
            {
                Object(ref reader, member.Object!, required);
            }
            else
            {
                Scalar(ref reader, member);
            }

            _path.Pop();
        }

        // A response without a match has an empty list (recorded: Scheduling.Booked); anywhere else an empty list says nothing.
        return index > 0 || definition is { Kind: MessageKind.QueryResponse };
    }

    private bool Scalar(ref Utf8JsonReader reader, MemberShape member)
    {
        switch (member.Kind)
        {
            case MemberKind.Text when reader.TokenType == JsonTokenType.String:
            case MemberKind.Number when member.OrText && reader.TokenType == JsonTokenType.String:
                return Text(ref reader);
            case MemberKind.Epoch when reader.TokenType == JsonTokenType.Number && EpochSeconds.TryRead(in reader, out _):
                return true;
            case MemberKind.Epoch when reader.TokenType == JsonTokenType.String:
                return Date(ref reader, MemberKind.DateTime);
            case MemberKind.Boolean when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
            case MemberKind.Number when reader.TokenType == JsonTokenType.Number:
                return true;
            case MemberKind.Date or MemberKind.DateTime when reader.TokenType == JsonTokenType.String:
                return Date(ref reader, member.Kind);
            default:
                Expected(DateRule.Expectation(member.Kind), ref reader);
                return true;
        }
    }

    private bool Text(ref Utf8JsonReader reader)
    {
        if (!JsonText.IsUnicode(in reader))
        {
            Add(_path.ToString(), "contains half a surrogate pair: the text was cut within a character, for example an emoji");
        }

        return reader.HasValueSequence || !reader.ValueSpan.IsEmpty;
    }

    private bool Date(ref Utf8JsonReader reader, MemberKind kind)
    {
        if (DateRule.Problem(ref reader, kind) is { } problem)
        {
            Add(_path.ToString(), problem);
        }

        return !reader.ValueSpan.IsEmpty;
    }

    private void Expected(string expectation, ref Utf8JsonReader reader)
    {
        Add(_path.ToString(), $"must be {expectation}, but is {TokenKind.Of(in reader)}");
        reader.Skip();
    }

    private void Add(string path, string message, bool isMissing = false)
    {
        _problems ??= [];
        if (_problems.Count < Most)
        {
            _problems.Add(new RedoxValidationProblem(path, message) { IsMissing = isMissing });
        }
    }
}
