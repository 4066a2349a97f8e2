using System.Collections;
using System.Reflection;
using Redox.Client.Models;

namespace Redox.Client.Tests.Serialization.Full;

/// <summary>Every object of a message, found through its public properties.</summary>
internal static class ObjectWalk
{
    public static IEnumerable<RedoxObject> Of(IRedoxMessage message) => Below(message);

    public static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && property.Name != nameof(RedoxObject.AdditionalProperties));

    private static IEnumerable<RedoxObject> Below(object? value) => value switch
    {
        Extensions extensions => extensions.Items.Values.SelectMany(Below).Prepend(extensions),
        RedoxObject found => Members(found.GetType()).SelectMany(property => Below(property.GetValue(found))).Prepend(found),
        string => [],
        IEnumerable items => items.Cast<object>().SelectMany(Below),
        _ => [],
    };
}
