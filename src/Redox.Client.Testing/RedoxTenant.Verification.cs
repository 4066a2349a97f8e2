using System.Collections.Immutable;
using Redox.Client.Serialization;

namespace Redox.Client.Testing;

public abstract partial class RedoxTenant
{
    private ImmutableArray<ExpectedMessage> _expected = [];
    private ImmutableArray<string> _stopped = [];
    private bool _hasThrown;

    /// <summary>Expects messages, before or after they come; <see cref="VerifyAsync"/> checks. Only those that the fake takes count.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; compared exactly.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; compared exactly.</param>
    /// <param name="json">
    /// What such a message holds at least, as JSON; default: anything. Members that it does not name do not matter, nor further elements of a list.
    /// </param>
    /// <param name="times">How many come, exactly. Default: one.</param>
    /// <exception cref="ArgumentException">
    /// The text is not one JSON object; <paramref name="times"/> is negative; or no such event is known, none has come, and it is not one of
    /// <see cref="RedoxFakeOptions.CustomEvents"/>.
    /// </exception>
    public void Expect(string dataModel, string eventType, string? json = null, int times = 1)
    {
        Requests.ThrowIfUnknown(dataModel, eventType);
        Add(ExpectedMessage.Of(dataModel, eventType, json, times));
    }

    /// <inheritdoc cref="Expect(string, string, string?, int)" path="/summary"/>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <param name="like">What such a message holds at least: the members that are set. Default: anything.</param>
    /// <param name="times">How many come, exactly. Default: one.</param>
    /// <exception cref="ArgumentException"><paramref name="times"/> is negative.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is no one event.</exception>
    public void Expect<TMessage>(TMessage? like = null, int times = 1)
        where TMessage : RedoxMessage, IWireReadable<TMessage> => Add(ExpectedMessage.Of(like, times));

    /// <inheritdoc cref="Expect(string, string, string?, int)" path="/summary"/>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <param name="predicate">Which messages.</param>
    /// <param name="times">How many come, exactly. Default: one.</param>
    /// <exception cref="ArgumentException"><paramref name="times"/> is negative.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is no one event.</exception>
    public void Expect<TMessage>(Func<TMessage, bool> predicate, int times = 1)
        where TMessage : RedoxMessage, IWireReadable<TMessage> => Add(ExpectedMessage.Of(predicate, times));

    /// <summary>
    /// Makes sure that all went as the test meant it: every expectation is met, every scripted fault is used, every queued message delivered,
    /// and no request had a problem that neither a fault nor <see cref="RedoxRequests.Allow"/> asked for, nor, with <see cref="Fidelity.RefuseAssumed"/>, a reply that an assumption
    /// has decided. Call it at the end of a test.
    /// </summary>
    /// <param name="within">How long to wait for what is missing yet, in real time. Default: <see cref="RedoxRequests.DefaultWait"/>. All there: no wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RedoxVerificationException">It did not. The message says what was wrong or missing, and shows the timeline.</exception>
    public async Task VerifyAsync(TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        await Exchange.Changes.WaitUntilAsync(() => !Unmet().Any(), within ?? RedoxRequests.DefaultWait, cancellationToken).ConfigureAwait(false);
        ThrowIfAny([.. WentWrong(), .. Unmet()]);
    }

    /// <summary>What happened and should not have. What did not happen may be missing only because the test has failed before.</summary>
    private protected void VerifyAtEnd()
    {
        if (Engine.Strictness == Strictness.Strict && !_hasThrown)
        {
            ThrowIfAny([.. WentWrong()], ThrownExceptions.LatestThatReached(_test));
        }
    }

    private IEnumerable<string> Unmet() =>
    [
        .. _expected.Select(expected => expected.Unmet(Requests)).OfType<string>(),
        .. Faults.Unused.Select(step => $"Scripted and not used: {step}"),
        .. Push.Undelivered.Select(delivery => $"Still in its queue ({nameof(PushDelivery.Stop)} gives it up): {delivery}"),
    ];

    /// <summary>A request to the real Redox was stopped.</summary>
    internal void ReportStopped(string finding) => ImmutableInterlocked.Update(ref _stopped, static (all, added) => all.Add(added), finding);

    private IEnumerable<string> WentWrong() => Requests.Unexpected.Concat(Faults.Failures).Concat(_stopped.Distinct()).Concat(Engine.AcceptedBehaviours.Findings(Requests));

    private void Add(ExpectedMessage expected) => ImmutableInterlocked.Update(ref _expected, static (all, added) => all.Add(added), expected);

    private void ThrowIfAny(IReadOnlyList<string> findings, Exception? failure = null)
    {
        if (findings.Count > 0)
        {
            _hasThrown = true;
            string[] first = failure is null ? [] : [$"The test has thrown {failure.GetType().FullName} before its end. Unless it has caught that, this is why it fails:", failure.Message, ""];
            throw new RedoxVerificationException(
                string.Join(Environment.NewLine, [.. first, $"{findings.Count} finding(s) at the end of {Name}:", .. findings, "", $"{this}"]), failure);
        }
    }
}
