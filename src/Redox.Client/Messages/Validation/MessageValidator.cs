using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client.Messages.Validation;

/// <summary>Checks a message before it is sent, using the JSON that would be sent, so that there is one set of rules for builders, client and raw text.</summary>
internal static class MessageValidator
{
    internal static T Checked<T>(T message)
        where T : RedoxMessage
    {
        using var written = WireBuffer.Of(message);
        var problems = WithSize(written.Written.Length, MemberProblems(message, written));
        message.IsChecked = problems.Count == 0;
        return message.IsChecked ? message : throw new RedoxValidationException(message.TypeDefinition!.ToString(), problems);
    }

    /// <summary>Checks the JSON of a message: its size and its members.</summary>
    internal static IReadOnlyList<RedoxValidationProblem> Problems(MessageDefinition? definition, ReadOnlySpan<byte> utf8Json) =>
        WithSize(utf8Json.Length, MemberProblems(definition, utf8Json));

    /// <summary>
    /// Checks the members of a message, given the written JSON. The JSON is only examined when there may be a problem:
    /// properties cannot have a wrong kind of value, so a complete message with nothing else in it is valid.
    /// </summary>
    internal static IReadOnlyList<RedoxValidationProblem> MemberProblems(RedoxMessage message, WireBuffer written) =>
        message.IsComplete && !written.HoldsUntyped ? [] : MemberProblems(Envelope.HasOddNames(message.Meta) ? message.TypeDefinition : message.FindDefinition(), written.Written, written.CarriedOver);

    // For an unknown event, only the envelope.
    private static IReadOnlyList<RedoxValidationProblem> MemberProblems(
        MessageDefinition? definition, ReadOnlySpan<byte> utf8Json, IReadOnlyDictionary<long, ulong>? carriedOver = null)
    {
        var check = new MessageCheck(definition, carriedOver);
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = int.MaxValue }); // For messages given as text, the depth was checked before.
        reader.Read();
        check.Object(ref reader, definition?.Shape ?? UnknownMessage.Shape, definition?.RequiredMembers ?? RequiredMembers.OfAnyMessage);
        return check.Problems;
    }

    private static IReadOnlyList<RedoxValidationProblem> WithSize(int length, IReadOnlyList<RedoxValidationProblem> memberProblems) =>
        length > RedoxJson.MaxMessageSize ? [TooLarge, .. memberProblems] : memberProblems;

    private static RedoxValidationProblem TooLarge => new("$", $"is larger than {RedoxJson.MaxMessageSize >> 20} MB: upload files, and send their URIs instead");
}
