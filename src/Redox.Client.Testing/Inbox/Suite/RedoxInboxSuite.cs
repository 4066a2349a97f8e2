using Redox.Client.Receiving;
using Redox.Client.Testing.Inbox.Suite;

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
            .. StoringRules.All, .. OrderRules.All, .. BarrierRules.All, .. ConcurrencyRules.All, .. LeaseRules.All, .. LeaseTimeRules.All, .. FenceRules.All, .. ResultRules.All,
            .. ReplayRules.All, .. DiscardRules.All, .. ListRules.All, .. ForgetRules.All, .. BodyRules.All, .. ManyRules.All, .. UseRules.All,
            .. subject.BeginTransactionAsync is null ? [] : TransactionRules.All,
            .. subject.StartProcess is null ? [] : ProcessRules.All,
        ];
        return [.. rules.Select(rule => new RedoxInboxSuiteCase(subject, rule))];
    }

    /// <summary>What a program does that <see cref="RedoxInboxSuiteSubject.StartProcess"/> starts: it stores and claims as its input says, until that ends.</summary>
    /// <param name="inbox">An inbox on the database under test.</param>
    /// <param name="arguments">The arguments that the suite has passed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A task that completes when the input has ended.</returns>
    public static Task RunProcessAsync(IRedoxInbox inbox, IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments is [var destination]
            ? SuiteProcess.RunAsync(inbox, destination, Console.In, Console.Out, cancellationToken)
            : throw new ArgumentException("Pass the arguments that the suite has passed to StartProcess, and no others.", nameof(arguments));
    }
}
