using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>Checks a message before it leaves: over the JSON that would travel, so that there is one set of rules for builders, client and raw text.</summary>
internal static class MessageValidator
{
    internal static T Checked<T>(T message)
        where T : RedoxMessage
    {
        using var bytes = WireBuffer.Of(message);
        var problems = Problems(message.KnownAs, bytes.Written);
        message.IsChecked = problems.Count == 0;
        return message.IsChecked ? message : throw new RedoxValidationException(message.KnownAs!.ToString(), problems);
    }

    /// <summary>Checks the JSON of a message: its size and its members.</summary>
    internal static IReadOnlyList<ValidationProblem> Problems(MessageDefinition? definition, ReadOnlySpan<byte> utf8Json) =>
        utf8Json.Length > RedoxJson.MaxMessageSize ? [TooLarge, .. MemberProblems(definition, utf8Json)] : MemberProblems(definition, utf8Json);

    /// <summary>Checks the members alone; of an event that is not known, only the envelope.</summary>
    internal static IReadOnlyList<ValidationProblem> MemberProblems(MessageDefinition? definition, ReadOnlySpan<byte> utf8Json)
    {
        var check = new MessageCheck(definition);
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = PayloadReader.MaxDepth });
        reader.Read();
        check.Object(ref reader, definition?.Shape ?? UnknownMessage.Shape, definition?.RequiredMembers ?? RequiredMembers.OfAnyMessage);
        return check.Problems;
    }

    private static ValidationProblem TooLarge => new("$", $"is larger than {RedoxJson.MaxMessageSize >> 20} MB: upload files, and send their URI in their place");
}
