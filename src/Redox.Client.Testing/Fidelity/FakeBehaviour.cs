using System.Reflection;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>Something that the fake does, and how certain it is that Redox does the same. The page "Fidelity of the fake" lists them all.</summary>
/// <param name="Id">Its name, for <see cref="RedoxFakeOptions.AcceptedAssumptions"/>.</param>
/// <param name="Certainty">How certain it is.</param>
/// <param name="Text">What the fake does.</param>
/// <param name="Source">The source of the knowledge; <see langword="null"/> if there is none.</param>
/// <param name="Counts">
/// Whether it can affect a response, and so appear in <see cref="RecordedRequest.Behaviours"/>. Behaviours that concern how state is kept show only in later
/// queries, which have their own assumptions; and details on which no client depends do not count.
/// </param>
public sealed record FakeBehaviour(string Id, Certainty Certainty, string Text, string? Source, bool Counts)
{
    private static readonly Lazy<FakeBehaviour[]> Table = new(() => [.. Enum.GetValues<Ledger>().Select(Read)]);

    /// <summary>All behaviours.</summary>
    public static IReadOnlyList<FakeBehaviour> All => Table.Value;

    /// <summary>Name, text and source on one line.</summary>
    public override string ToString() => $"{Id}: {Text}{(Source is null ? "" : $" ({Source})")}";

    internal static FakeBehaviour Of(Ledger behaviour) => Table.Value[(int)behaviour];

    private static FakeBehaviour Read(Ledger behaviour)
    {
        var mark = typeof(Ledger).GetField($"{behaviour}")!.GetCustomAttribute<CertaintyAttribute>()!;
        return new($"{behaviour}", mark.Certainty, mark.Text, mark.Source, mark.Counts);
    }
}
