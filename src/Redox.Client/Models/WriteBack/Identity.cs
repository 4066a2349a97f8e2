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
    private static readonly Identity[] OfOrders = [new("ID"), new("ApplicationOrderID")];

    /// <summary>The identities in a message.</summary>
    public static readonly Identity[] OfPatientAndVisit = [new("Patient", new Identity("Identifiers", new("ID"), new("IDType"))), new("Visit", new Identity("VisitNumber"))];

    /// <summary>The identities in a message whose write back names the orders.</summary>
    public static readonly Identity[] OfAll = [.. OfPatientAndVisit, new("Order", OfOrders), new("Orders", OfOrders)];

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
                    LookBelow(member.Value, identity.Members, path, problems);
                    path.Pop();
                }
            }

            if (times > 1)
            {
                problems.Add(new RedoxValidationProblem(path.With(identity.Name), "must not occur more than once: it is not known which one counts"));
            }
        }
    }

    private static void LookBelow(ReadOnlySpan<byte> json, Identity[] members, CheckPath path, List<RedoxValidationProblem> problems)
    {
        if (json[0] == '{')
        {
            Look(json, members, path, problems);
        }
        else if (json[0] == '[')
        {
            var reader = new Utf8JsonReader(json, MemberScan.Options);
            reader.Read();
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (json[start] == '{')
                {
                    path.Push(index);
                    Look(json[start..(int)reader.BytesConsumed], members, path, problems);
                    path.Pop();
                }
            }
        }
    }
}
