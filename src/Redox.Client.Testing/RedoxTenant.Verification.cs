using System.Collections.Immutable;
using Redox.Client.Testing.Journal;
using Redox.Client.Testing.Verification;

namespace Redox.Client.Testing;

public abstract partial class RedoxTenant
{
    private const int MaxLines = 100;

    private ImmutableArray<ExpectedMessage> _expected = [];
    private ImmutableArray<string> _stopped = [];
    private ImmutableHashSet<string> _reported = [];

    /// <summary>Expects messages, before or after they arrive; <see cref="VerifyAsync"/> checks. Only messages that the fake accepts count.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; compared exactly.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; compared exactly.</param>
    /// <param name="json">
    /// What such a message contains at least, as JSON; default: anything. Other members and further elements of a list are ignored.
    /// </param>
    /// <param name="times">The exact number of such messages. Default: one.</param>
    /// <exception cref="ArgumentException">
    /// The text is not one JSON object; <paramref name="times"/> is negative; or the event is unknown, none has arrived, and it is not one of
    /// <see cref="RedoxFakeOptions.CustomEvents"/>.
    /// </exception>
    public void Expect(string dataModel, string eventType, string? json = null, int times = 1)
    {
        Requests.ThrowIfUnknown(dataModel, eventType);
        Add(ExpectedMessage.Of(dataModel, eventType, json, times));
    }

    /// <inheritdoc cref="Expect(string, string, string?, int)" path="/summary"/>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <param name="like">What such a message contains at least: the members that are set. Default: anything.</param>
    /// <param name="times">The exact number of such messages. Default: one.</param>
    /// <exception cref="ArgumentException"><paramref name="times"/> is negative.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is not a single event.</exception>
    public void Expect<TMessage>(TMessage? like = null, int times = 1)
        where TMessage : RedoxMessage, new() => Add(ExpectedMessage.Of(like, times));

    /// <inheritdoc cref="Expect(string, string, string?, int)" path="/summary"/>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <param name="predicate">Selects the messages.</param>
    /// <param name="times">The exact number of such messages. Default: one.</param>
    /// <exception cref="ArgumentException"><paramref name="times"/> is negative.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is not a single event.</exception>
    public void Expect<TMessage>(Func<TMessage, bool> predicate, int times = 1)
        where TMessage : RedoxMessage, new() => Add(ExpectedMessage.Of(predicate, times));

    /// <summary>
    /// Verifies that everything went as the test intended: every expectation is met, every scripted fault is used, every queued message is delivered,
    /// and no request had a problem that neither a fault nor <see cref="RedoxRequests.Allow"/> accounts for or, with <see cref="FidelityPolicy.RefuseAssumed"/>, a response that
    /// depends on an assumption. Call it at the end of a test.
    /// </summary>
    /// <param name="within">How long to wait for anything still missing, in real time. Default: <see cref="RedoxRequests.DefaultWait"/>. If nothing is missing it does not wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RedoxFakeVerificationException">Something was wrong or missing. The message says what, and shows the timeline.</exception>
    public async Task VerifyAsync(TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        await Exchange.Changes.WaitUntilAsync(() => !Unmet().Any(), within ?? RedoxRequests.DefaultWait, cancellationToken).ConfigureAwait(false);
        ThrowIfAny([.. WentWrong(), .. Unmet()]);
    }

    /// <summary>Checks only what happened and should not have: what did not happen may be missing only because the test failed earlier.</summary>
    private protected void VerifyAtEnd()
    {
        if (Engine.Strictness == Strictness.Strict)
        {
            ThrowIfAny([.. WentWrong().Where(finding => !_reported.Contains(finding))], ThrownExceptions.LatestThatReached(_test));
        }
    }

    private IEnumerable<string> Unmet() =>
    [
        .. _expected.Select(expected => expected.Unmet(Requests)).OfType<string>(),
        .. Faults.Unused.Select(step => $"Scripted but not used: {step}"),
        .. Push.Undelivered.Select(delivery => $"Still in its queue ({nameof(PushDelivery.Stop)} abandons it): {delivery}"),
    ];

    /// <summary>Reports that a request to the real Redox was stopped.</summary>
    internal void ReportStopped(string finding) => ImmutableInterlocked.Update(ref _stopped, static (all, added) => all.Add(added), finding);

    private IEnumerable<string> WentWrong() => Requests.Unexpected.Concat(Faults.Failures).Concat(_stopped.Distinct()).Concat(Engine.AcceptedBehaviours.Findings(Exchange.Journal));

    private void Add(ExpectedMessage expected) => ImmutableInterlocked.Update(ref _expected, static (all, added) => all.Add(added), expected);

    // Thousands of requests would drown the first finding, and what led to the last one.
    private static string[] Shortened(string[] lines, bool fromStart) => lines.Length <= MaxLines ? lines
        : fromStart ? [.. lines[..MaxLines], $"... and {lines.Length - MaxLines} more"]
        : [$"... {lines.Length - MaxLines} earlier lines; {nameof(Requests)} has them", .. lines[^MaxLines..]];

    private void ThrowIfAny(IReadOnlyList<string> findings, Exception? failure = null)
    {
        if (findings.Count > 0)
        {
            ImmutableInterlocked.Update(ref _reported, static (all, added) => all.Union(added), findings);
            string[] first = failure is null ? [] : [$"The test threw {failure.GetType().FullName} before it ended. Unless it caught that exception, this is why it fails:", failure.Message, ""];
            throw new RedoxFakeVerificationException(
                string.Join(Environment.NewLine, [.. first, $"{findings.Count} finding(s) at the end of {Name}:", .. Shortened([.. findings], fromStart: true), "", .. Shortened($"{this}".Split(Environment.NewLine), fromStart: false)]), failure);
        }
    }
}
