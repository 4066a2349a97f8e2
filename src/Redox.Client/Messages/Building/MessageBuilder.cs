using Redox.Client.Messages;
using Redox.Client.Messages.Validation;
using Redox.Client.Models;

namespace Redox.Client;

/// <summary>The base of the builders of messages: adds the envelope.</summary>
/// <typeparam name="T">The message it builds.</typeparam>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class MessageBuilder<T, TBuilder> : RedoxBuilder<T, TBuilder>
    where T : RedoxMessage
    where TBuilder : MessageBuilder<T, TBuilder>
{
    private protected MessageBuilder(T target)
        : base(target)
    {
    }

    /// <summary>
    /// Adds a destination. Events may have several, a query has exactly one. In a write back to a received message, the first one replaces the source that it
    /// would go back to.
    /// </summary>
    /// <param name="destination">The destination's ID (a UUID), or its name as configured in <c>RedoxClientOptions.Destinations</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is null or blank.</exception>
    /// <exception cref="RedoxValidationException">
    /// The existing destinations of the message are in a form that cannot be read, so none can be added. Set <c>Meta.Destinations</c> instead.
    /// </exception>
    public TBuilder To(string destination)
    {
        var added = DestinationReference.Of(destination);
        if (((Target.Meta.CarriedOver ?? 0) & Envelope.Destinations) != 0)
        {
            return Meta(meta => Envelope.Readdressed(meta, [added]));
        }

        return EnvelopeCheck.Problems(Target, Envelope.Destinations) is { Count: > 0 } problems
            ? throw new RedoxValidationException(Target.EventName, problems)
            : Meta(meta => meta with { Destinations = [.. meta.Destinations, added] });
    }

    /// <summary>Says whether this is a test message. Without this call the member is absent: there is no default.</summary>
    /// <param name="test">Whether it is a test.</param>
    /// <returns>This builder.</returns>
    public TBuilder Test(bool test = true) => Meta(meta => meta with { Test = test });

    /// <summary>Sets the envelope; data model and event type are set to those of the message.</summary>
    /// <param name="meta">The envelope.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="meta"/> is null.</exception>
    public TBuilder Meta(Meta meta)
    {
        Target.SetMeta(meta);
        return (TBuilder)this;
    }

    /// <summary>Changes the envelope and keeps its existing content.</summary>
    /// <param name="change">Returns the changed envelope, e.g. <c>meta => meta with { FacilityCode = "42" }</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="change"/> is null or returns null.</exception>
    public TBuilder Meta(Func<Meta, Meta> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Target.ChangeMeta(change(Target.Meta));
        return (TBuilder)this;
    }
}
