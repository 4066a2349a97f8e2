using Redox.Client.Models;

namespace Redox.Client;

/// <summary>
/// Finds everything odd about the members of <see cref="Envelope"/>: another kind of value, an item that is no object, a name in other letters, a member that
/// is there twice. A message with such a member may mean another recipient, another sender or a test; nobody but its author can know.
/// </summary>
internal sealed class EnvelopeCheck
{
    /// <summary>The problem of a member whose name is like a known one and another.</summary>
    internal const string NamedOtherwise = "must be named exactly so, but its name has other letters, blanks or unseen characters";

    private const ulong Every = ulong.MaxValue;
    private static readonly ulong MetaBit = 1UL << RedoxMessage.MetaIndex;

    private readonly CheckPath _path = new();
    private readonly List<ValidationProblem> _problems = [];

    /// <summary>Checks the envelope of a message. Costs next to nothing where all is as it should be.</summary>
    /// <param name="message">The message.</param>
    /// <param name="members">The members to look at, of <see cref="Envelope.All"/>.</param>
    /// <param name="asTheyCame">Those of them that may go out as they came.</param>
    internal static IReadOnlyList<ValidationProblem> Problems(RedoxMessage message, ulong members, ulong asTheyCame = 0)
    {
        var meta = message.Meta;
        if (message.IsPlain && meta.IsPlain && meta.Source is null or { IsPlain: true } && ArePlain(meta.Destinations))
        {
            return [];
        }

        var check = new EnvelopeCheck();
        check.Members(message, MetaBit, asTheyCame: 0);
        check._path.Push(nameof(Meta));
        check.Members(meta, members, asTheyCame);
        check.References(meta, members);
        return check._problems;
    }

    private static bool ArePlain(IReadOnlyList<SystemReference> references)
    {
        for (var index = 0; index < references.Count; index++)
        {
            if (!references[index].IsPlain)
            {
                return false;
            }
        }

        return true;
    }

    private void References(Meta meta, ulong members)
    {
        if (meta.Source is { } source && (members & Meta.Shape.Find(nameof(Meta.Source))!.Bit) != 0)
        {
            _path.Push(nameof(Meta.Source));
            Members(source, Every, asTheyCame: 0);
            _path.Pop();
        }

        if ((members & Envelope.Destinations) == 0 || meta.IsOdd(Meta.Shape.IndexOf(nameof(Meta.Destinations))))
        {
            return; // Not looked at, or reported with all its items.
        }

        _path.Push(nameof(Meta.Destinations));
        for (var index = 0; index < meta.Destinations.Count; index++)
        {
            _path.Push(index);
            Members(meta.Destinations[index], Every, asTheyCame: 0);
            _path.Pop();
        }

        _path.Pop();
    }

    private void Members(RedoxObject value, ulong members, ulong asTheyCame)
    {
        foreach (var member in value.WireShape.Members)
        {
            if ((member.Bit & members) == 0)
            {
                continue;
            }

            if (value.IsRepeated(member.Index))
            {
                Add(member, "must not be there more than once: it is not known which one counts");
            }

            if (value.AsRead(member.Index) is { } original && (member.Bit & asTheyCame) == 0)
            {
                _problems.AddRange(MessageCheck.OddMember(_path, member, original));
            }
        }

        foreach (var found in value.UnknownNames.Select(value.WireShape.FindInAnyCase).Distinct())
        {
            if (found is { } member && (member.Bit & members & ~asTheyCame) != 0)
            {
                Add(member, NamedOtherwise);
            }
        }
    }

    private void Add(MemberShape member, string description) => _problems.Add(new ValidationProblem(_path.With(member.Name), description));
}
