using Redox.Client.Messages;
using Redox.Client.Models;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>Readdresses messages that were not created here: read from a file, or received.</summary>
public static class RedoxMessageExtensions
{
    /// <summary>A copy with another envelope. Data model and event type stay those of the message.</summary>
    /// <typeparam name="TMessage">The type of the message.</typeparam>
    /// <param name="message">The message; it is not changed.</param>
    /// <param name="change">Returns the changed envelope, e.g. <c>meta => meta with { Test = true }</c>.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentNullException">An argument is null, or <paramref name="change"/> returns null.</exception>
    public static TMessage WithMeta<TMessage>(this TMessage message, Func<Meta, Meta> change)
        where TMessage : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(change);
        var copy = message.AsMessage with { Meta = change(message.Meta) };
        copy.KeepRepeated(message.AsMessage, RedoxMessage.MetaIndex); // We cannot know whether the other envelope would have been changed in the same way.
        return (TMessage)(IRedoxMessage)copy;
    }

    /// <summary>A copy with these destinations in place of its own.</summary>
    /// <typeparam name="TMessage">The type of the message.</typeparam>
    /// <param name="message">The message; it is not changed.</param>
    /// <param name="destinations">Each the ID (a UUID) of a destination, or its name as configured in <c>RedoxClientOptions.Destinations</c>.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A destination is null or blank.</exception>
    public static TMessage To<TMessage>(this TMessage message, params string[] destinations)
        where TMessage : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(destinations);
        return message.WithMeta(meta => Envelope.Readdressed(meta, [.. destinations.Select(DestinationReference.Of)]));
    }

    /// <summary>
    /// A copy of a received message, to forward to others: without <c>Meta.Source</c>, <c>Logs</c>, <c>Message</c> and <c>Transmission</c>, which
    /// belong to its previous transmission, and with these destinations. Everything else is sent as it came, including members in odd forms and unknown members.
    /// </summary>
    /// <remarks>
    /// The content carried over is not checked when the copy is sent: only your later changes are, and <see cref="RedoxJson.Validate(string)"/> still reports
    /// everything. An odd <c>Meta.Test</c> is still refused. The source is the client's, as for every message (<see cref="RedoxClientOptions.SourceId"/>).
    /// </remarks>
    /// <typeparam name="TMessage">The type of the message.</typeparam>
    /// <param name="message">The message; it is not changed.</param>
    /// <param name="destinations">At least one: each the ID (a UUID) of a destination, or its name as configured in <c>RedoxClientOptions.Destinations</c>.</param>
    /// <returns>The copy, of the same type.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">No destination was given, or one is null or blank.</exception>
    public static TMessage Forward<TMessage>(this TMessage message, params string[] destinations)
        where TMessage : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(destinations);
        if (destinations.Length == 0)
        {
            throw new ArgumentException("Name at least one destination.", nameof(destinations));
        }

        var original = message.AsMessage;
        var copy = CarriedOver.Copy(original);
        var meta = Envelope.Forwarded(copy.Meta, [.. destinations.Select(DestinationReference.Of)]);
        copy.SetMeta(meta);
        copy.KeepRepeated(original, RedoxMessage.MetaIndex);
        return (TMessage)(IRedoxMessage)copy;
    }
}
