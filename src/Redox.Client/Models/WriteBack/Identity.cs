using System.Text.Json;
using Redox.Client.Messages.Validation;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>
/// A member that identifies the patient, visit or order, or that contains such members. If one occurs more than once, even misspelt, it cannot be known
/// which one counts, and a write back to the wrong chart is worse than none.
/// </summary>
internal sealed record Identity(string Name, params Identity[] Members)
{
    private const string Unclear = "it is not known which one counts";

    private static readonly Identity[] OfOrders = [new("ID"), new("ApplicationOrderID")];

    /// <summary>The identities in a message.</summary>
    public static readonly Identity[] OfPatientAndVisit = [new("Patient", new Identity("Identifiers", new("ID"), new("IDType")) { MayBeSeveral = true }), new("Visit", new Identity("VisitNumber"))];

    /// <summary>The identities in a message whose write back names the orders.</summary>
    public static readonly Identity[] OfAll = [.. OfPatientAndVisit, new("Order", OfOrders) { MayBeSeveral = true }, new("Orders", OfOrders) { MayBeSeveral = true }];

    /// <summary>Whether a list of them is clear. A list of patients is not.</summary>
    public bool MayBeSeveral { get; init; }

    /// <exception cref="RedoxValidationException">A member occurs more than once.</exception>
    public static void RefuseRepeated(ReadOnlySpan<byte> message, Identity[] members, string messageType)
    {
        var problems = new List<RedoxValidationProblem>();
        Look(message, members, new CheckPath(), problems);
        if (problems.Count > 0)
        {
            throw new RedoxValidationException(messageType, problems);
        }
    }

    private static void Look(ReadOnlySpan<byte> json, Identity[] members, CheckPath path, List<RedoxValidationProblem> problems)
    {
        foreach (var identity in members)
        {
            var times = 0;
            for (var member = new MemberScan(json); member.MoveNext();)
            {
                if (NameLikeness.IsLike(member.Name, identity.Name))
                {
                    times++;
                    path.Push(identity.Name);
                    LookBelow(member.Value, identity, path, problems);
                    path.Pop();
                }
            }

            if (times > 1)
            {
                problems.Add(new RedoxValidationProblem(path.With(identity.Name), $"must not occur more than once: {Unclear}"));
            }
        }
    }

    private static void LookBelow(ReadOnlySpan<byte> json, Identity identity, CheckPath path, List<RedoxValidationProblem> problems)
    {
        if (json[0] == '{')
        {
            Look(json, identity.Members, path, problems);
        }
        else if (json[0] == '[')
        {
            var reader = new Utf8JsonReader(json, MemberScan.Options);
            reader.Read();
            var count = 0;
            for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                path.Push(count);
                LookBelow(json[start..(int)reader.BytesConsumed], identity, path, problems);
                path.Pop();
            }

            if (count != 1 && !identity.MayBeSeveral)
            {
                problems.Add(new RedoxValidationProblem(path.ToString(), count > 1 ? $"must not be several: {Unclear}" : "must not be an empty list"));
            }
        }
    }
}
