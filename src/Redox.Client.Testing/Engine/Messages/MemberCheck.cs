using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Checks the members of a message against the published definition of its event, over the raw JSON.</summary>
internal static partial class MemberCheck
{
    [Documented("HTTP status codes: 'Required field missing', and the pattern of the text")]
    [Recorded("A VisitNumber that was a number, in 2020, was taken: values of another kind are listed in the journal and not refused")]
    [Assumed("An unknown event is taken; the first missing member is named, without the positions in lists")]
    public static MessageError? Run(MessageEnvelope envelope, RecordedRequest entry)
    {
        var problems = RedoxJson.Validate(JsonMarshal.GetRawUtf8Value(envelope.Message));
        foreach (var problem in problems)
        {
            entry.Report(problem.IsMissing ? RequestProblemKind.MemberMissing : RequestProblemKind.MemberMalformed, problem.ToString());
        }

        return problems.FirstOrDefault(problem => problem.IsMissing) is { } missing
            ? MessageError.DataModels($"Required field missing - {Position().Replace(missing.Path, "")} in {envelope.DataModel}:{envelope.EventType}")
            : null;
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();
}
