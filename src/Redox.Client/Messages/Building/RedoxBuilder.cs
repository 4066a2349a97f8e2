using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>The base of the builders: one per type, with a method per member. A builder builds one object and cannot be reused.</summary>
/// <typeparam name="T">The type it builds.</typeparam>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class RedoxBuilder<T, TBuilder>
    where T : RedoxObject
    where TBuilder : RedoxBuilder<T, TBuilder>
{
    private T? _target;

    private protected RedoxBuilder(T target) => _target = target;

    /// <summary>The object under construction.</summary>
    private protected T Target => _target ?? throw new InvalidOperationException(
        $"This builder has already built its {typeof(T).Name}. Builders are not reused: start a new one, or change the message with a 'with' expression.");

    /// <summary>Adds a member that is unknown to the type.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="value">The value as JSON, e.g. from <c>JsonSerializer.SerializeToElement</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="name"/> is empty, one of the type's own members, or contains half a surrogate pair; or <paramref name="value"/> is undefined or not UTF-8.
    /// </exception>
    public TBuilder AdditionalProperty(string name, JsonElement value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Target.IsMember(name))
        {
            throw new ArgumentException($"'{name}' is a member of {typeof(T).Name}: call the builder's method of that name.", nameof(name));
        }

        AdditionalMember.Check(name, value, nameof(name), nameof(value));
        Target.KeepUnknown(name, RawJson.Copy(value));
        return (TBuilder)this;
    }

    /// <summary>Begins with an existing object, instead of an empty one.</summary>
    internal TBuilder From(T target)
    {
        _target = target;
        return (TBuilder)this;
    }

    /// <summary>Returns the object and ends the builder.</summary>
    internal T Finish()
    {
        var target = Target;
        _target = null;
        return target;
    }
}
