using Redox.Client.Receiving;
using Redox.Client.Testing.Inbox;

namespace Redox.Client.Testing;

/// <summary>
/// Shows whether an <see cref="IRedoxInbox"/> of your own keeps the contract. It needs no test framework: run each case as a test, or all of them in a loop.
/// </summary>
/// <example>
/// <code>
/// foreach (var @case in RedoxInboxSuite.Cases(subject))
/// {
///     await @case.RunAsync(cancellationToken);
/// }
/// </code>
/// </example>
public static class RedoxInboxSuite
{
    /// <summary>
    /// The cases. Those that need a hook are among them only when the subject has it. Each uses destinations of its own, so all may run on one database, also concurrently.
    /// </summary>
    /// <param name="subject">The inbox under test.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<RedoxInboxSuiteCase> Cases(RedoxInboxSuiteSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        IEnumerable<SuiteRule> rules =
        [
            .. StoringRules.All, .. OrderRules.All, .. BarrierRules.All, .. ConcurrencyRules.All, .. LeaseRules.All, .. FenceRules.All, .. ResultRules.All,
            .. ReplayRules.All, .. DiscardRules.All, .. ListRules.All, .. ForgetRules.All, .. BodyRules.All, .. UseRules.All,
            .. subject.BeginTransactionAsync is null ? [] : TransactionRules.All,
        ];
        return [.. rules.Select(rule => new RedoxInboxSuiteCase(subject, rule))];
    }
}
