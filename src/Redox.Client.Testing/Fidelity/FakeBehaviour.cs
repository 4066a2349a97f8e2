using System.Reflection;

namespace Redox.Client.Testing;

/// <summary>Something that the fake does, and how sure it is that Redox does the same. The page "Fidelity of the fake" lists them all.</summary>
/// <param name="Id">Its name, for <see cref="RedoxFakeOptions.AcceptedAssumptions"/>.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Text">What the fake does.</param>
/// <param name="Source">Where the knowledge comes from; <see langword="null"/> when there is no source.</param>
/// <param name="Counts">
/// Whether it can decide a reply, and so be in <see cref="RecordedRequest.Behaviours"/>. What it says of how state is kept shows in later queries
/// only, which have assumptions of their own; and details that no client decides by do not count.
/// </param>
public sealed record FakeBehaviour(string Id, Certainty Certainty, string Text, string? Source, bool Counts)
{
    private static readonly Lazy<FakeBehaviour[]> Table = new(() => [.. Enum.GetValues<Ledger>().Select(Read)]);

    /// <summary>All behaviours.</summary>
    public static IReadOnlyList<FakeBehaviour> All => Table.Value;

    /// <summary>Name, text and source in one line.</summary>
    public override string ToString() => $"{Id}: {Text}{(Source is null ? "" : $" ({Source})")}";

    internal static FakeBehaviour Of(Ledger behaviour) => Table.Value[(int)behaviour];

    private static FakeBehaviour Read(Ledger behaviour)
    {
        var mark = typeof(Ledger).GetField($"{behaviour}")!.GetCustomAttribute<CertaintyAttribute>()!;
        return new($"{behaviour}", mark.Certainty, mark.Text, mark.Source, mark.Counts);
    }
}
