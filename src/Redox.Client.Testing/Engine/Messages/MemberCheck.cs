using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Checks the members of a message against the published definition of its event, with the client's own validator.</summary>
internal static partial class MemberCheck
{
    private static readonly FrozenSet<string> Known =
        RedoxJson.Definitions.Select(definition => $"{definition}".Replace(" ", "", StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="envelope">The message as received.</param>
    /// <param name="message">Its members, without those that another of the same name replaces.</param>
    /// <param name="entry">Its entry in the journal.</param>
    [Follows(Ledger.MessageMemberMissing, Ledger.MessageMemberKind, Ledger.MessageUnknownEvent, Ledger.MessageFirstMissing)]
    public static MessageError? Run(MessageEnvelope envelope, JsonElement message, RequestRecord entry)
    {
        var problems = RedoxJson.Validate(JsonMarshal.GetRawUtf8Value(message));
        foreach (var problem in problems)
        {
            entry.Report(problem.IsMissing ? RequestProblemKind.MemberMissing : RequestProblemKind.MemberMalformed, problem.ToString());
        }

        if (problems.FirstOrDefault(problem => problem.IsMissing) is not { } missing)
        {
            entry.RestOn(problems.Count > 0 ? [Ledger.MessageMemberKind] : IsKnown(envelope) ? [] : [Ledger.MessageUnknownEvent]);
            return null;
        }

        var path = Position().Replace(missing.Path, "");
        entry.RestOn(Ledger.MessageMemberMissing);
        if (path != missing.Path || problems.Count(problem => problem.IsMissing) > 1)
        {
            entry.RestOn(Ledger.MessageFirstMissing);
        }

        return MessageError.DataModels($"Required field missing - {path} in {envelope.DataModel}:{envelope.EventType}");
    }

    private static bool IsKnown(MessageEnvelope envelope) => Known.Contains(envelope.EventKey);

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();
}
