using System.Runtime.InteropServices;
using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>
/// Walks the JSON of one message along the shape of its type and the required members of its event, and notes every problem. What was carried over from
/// another message (<see cref="WireBuffer.CarriedOver"/>) is passed over: who made this one neither wrote it nor can mend it.
/// </summary>
internal sealed class MessageCheck(MessageDefinition? definition, IReadOnlyDictionary<long, ulong>? carriedOver = null)
{
    // A hostile message could be nothing but problems; nobody reads more than these.
    private const int Most = 1_000;

    private CheckPath _path = new();
    private List<RedoxValidationProblem>? _problems;

    internal IReadOnlyList<RedoxValidationProblem> Problems => _problems ?? [];

    /// <summary>What is wrong with a member that was read in an odd form; never nothing.</summary>
    /// <param name="path">Where the member's object stands.</param>
    /// <param name="member">The member.</param>
    /// <param name="original">What it holds.</param>
    internal static IReadOnlyList<RedoxValidationProblem> DeviatingMember(CheckPath path, MemberShape member, JsonElement original)
    {
        var check = new MessageCheck(definition: null) { _path = path };
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(original), MemberScan.Options);
        reader.Read();
        path.Push(member.Name);
        check.Value(ref reader, member, required: null);
        if (check.Problems.Count == 0)
        {
            check.Add(path.ToString(), $"must be {DateRule.Expectation(member.Kind)}"); // Of the right kind, and yet it could not be read.
        }

        path.Pop();
        return check.Problems;
    }

    /// <summary>Checks the object whose first brace the reader stands on, and leaves the reader on its last.</summary>
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
            present = Value(ref reader, member, below) ? present | bit : present & ~bit; // the last of two members of one name counts
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

    // The entries of a map have no numbers: those that are objects know for themselves whether they came along.
    private static bool CameAlong(MemberShape member, ulong cameAlong, ref readonly Utf8JsonReader reader) =>
        cameAlong != 0 && (member.Index < 0 ? reader.TokenType != JsonTokenType.StartObject : (cameAlong & member.Bit) != 0);

    private static MemberShape? Member(ref Utf8JsonReader reader, ObjectShape shape, ref int next) =>
        !reader.ValueIsEscaped ? shape.Find(reader.ValueSpan, ref next)
        : JsonText.TryGet(in reader, out var name) ? shape.Find(name) : null;

    // Returns whether there is a value at all: null and the empty text are none.
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

        // An answer without a match has an empty list (recorded: Scheduling.Booked); anywhere else an empty list tells nothing.
        return index > 0 || definition is { Kind: MessageKind.QueryResponse };
    }

    private bool Scalar(ref Utf8JsonReader reader, MemberShape member)
    {
        switch (member.Kind)
        {
            case MemberKind.Text when reader.TokenType == JsonTokenType.String:
                return Text(ref reader);
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
            Add(_path.ToString(), "holds half a surrogate pair: the text was cut within a character, for example an emoji");
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
