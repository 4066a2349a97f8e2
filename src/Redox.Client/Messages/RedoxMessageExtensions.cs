using Redox.Client.Models;

namespace Redox.Client;

/// <summary>Readdresses messages that were not made here: read from a file, or received.</summary>
public static class RedoxMessageExtensions
{
    /// <summary>A copy with another envelope. Data model and event type stay those of the message.</summary>
    /// <typeparam name="TMessage">The type of the message.</typeparam>
    /// <param name="message">The message; it stays as it is.</param>
    /// <param name="change">Returns the changed envelope, e.g. <c>meta => meta with { Test = true }</c>.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentNullException">An argument is null, or <paramref name="change"/> returns null.</exception>
    public static TMessage WithMeta<TMessage>(this TMessage message, Func<Meta, Meta> change)
        where TMessage : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(change);
        return (TMessage)(IRedoxMessage)(message.Object with { Meta = change(message.Meta) });
    }

    /// <summary>A copy for these destinations, in place of those it has.</summary>
    /// <typeparam name="TMessage">The type of the message.</typeparam>
    /// <param name="message">The message; it stays as it is.</param>
    /// <param name="destinations">Each the ID (a UUID) of a destination, or its name as configured in <c>RedoxClientOptions.Destinations</c>.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A destination is null or blank.</exception>
    public static TMessage To<TMessage>(this TMessage message, params string[] destinations)
        where TMessage : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(destinations);
        return message.WithMeta(meta => meta with { Destinations = [.. destinations.Select(DestinationReference.Of)] });
    }
}
