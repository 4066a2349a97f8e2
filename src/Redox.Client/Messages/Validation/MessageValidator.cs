using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>Checks a message before it leaves: over the JSON that would travel, so that there is one set of rules for builders, client and raw text.</summary>
internal static class MessageValidator
{
    internal static T Checked<T>(T message)
        where T : RedoxMessage
    {
        using var written = WireBuffer.Of(message);
        var problems = WithSize(written.Written.Length, MemberProblems(message, written));
        message.IsChecked = problems.Count == 0;
        return message.IsChecked ? message : throw new RedoxValidationException(message.KnownAs!.ToString(), problems);
    }

    /// <summary>Checks the JSON of a message: its size and its members.</summary>
    internal static IReadOnlyList<ValidationProblem> Problems(MessageDefinition? definition, ReadOnlySpan<byte> utf8Json) =>
        WithSize(utf8Json.Length, MemberProblems(definition, utf8Json));

    /// <summary>
    /// Checks the members of a message, given what it was written as. The JSON is only looked at when there may be something to find:
    /// properties cannot hold a wrong kind of value, so that one which is complete and has nothing else in it is good.
    /// </summary>
    internal static IReadOnlyList<ValidationProblem> MemberProblems(RedoxMessage message, WireBuffer written) =>
        message.IsComplete && !written.HoldsUntyped ? [] : MemberProblems(message.KnownAs ?? Named(message.Meta), written.Written, written.CarriedOver);

    // An event that was read or made as an unknown one, and is a known one.
    private static MessageDefinition? Named(Models.Meta meta) =>
        Envelope.HasOddNames(meta) ? null : RedoxJson.FindDefinition(meta.DataModel, meta.EventType);

    // Of an event that is not known, only the envelope.
    private static IReadOnlyList<ValidationProblem> MemberProblems(
        MessageDefinition? definition, ReadOnlySpan<byte> utf8Json, IReadOnlyDictionary<long, ulong>? carriedOver = null)
    {
        var check = new MessageCheck(definition, carriedOver);
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = int.MaxValue }); // Of what is given as text, the depth was checked before.
        reader.Read();
        check.Object(ref reader, definition?.Shape ?? UnknownMessage.Shape, definition?.RequiredMembers ?? RequiredMembers.OfAnyMessage);
        return check.Problems;
    }

    private static IReadOnlyList<ValidationProblem> WithSize(int length, IReadOnlyList<ValidationProblem> memberProblems) =>
        length > RedoxJson.MaxMessageSize ? [TooLarge, .. memberProblems] : memberProblems;

    private static ValidationProblem TooLarge => new("$", $"is larger than {RedoxJson.MaxMessageSize >> 20} MB: upload files, and send their URI in their place");
}
