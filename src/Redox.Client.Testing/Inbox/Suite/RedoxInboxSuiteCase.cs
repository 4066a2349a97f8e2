using Redox.Client.Testing.Inbox.Suite;

namespace Redox.Client.Testing;

/// <summary>One rule of the contract of an inbox, and how to show that it is kept.</summary>
public sealed class RedoxInboxSuiteCase
{
    private readonly RedoxInboxSuiteSubject _subject;
    private readonly SuiteRule _rule;

    internal RedoxInboxSuiteCase(RedoxInboxSuiteSubject subject, SuiteRule rule) => (_subject, _rule) = (subject, rule);

    /// <summary>The rule, as a sentence without its full stop. Unique in the suite, and the same in each run.</summary>
    public string Name => _rule.Name;

    /// <summary>Runs the case.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A task that completes when the rule was kept.</returns>
    /// <exception cref="RedoxInboxSuiteException">It was not.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var trial = new InboxTrial(_subject, Name, cancellationToken);
        await using (trial.ConfigureAwait(false))
        {
            try
            {
                await trial.OpenAsync().ConfigureAwait(false);
                await _rule.RunAsync(trial).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not RedoxInboxSuiteException && !cancellationToken.IsCancellationRequested)
            {
                throw trial.Broken("no exception", exception.GetType().Name, exception);
            }
        }
    }

    /// <summary>The name, for lists of tests.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
