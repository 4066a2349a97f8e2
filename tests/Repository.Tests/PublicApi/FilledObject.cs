using System.Reflection;
using Redox.Client;
using Redox.Client.Models;

namespace Repository.Tests.PublicApi;

/// <summary>Makes an object of a data model with a value in each property, as a consumer would with an initializer.</summary>
internal static class FilledObject
{
    internal static RedoxObject Of(Type type)
    {
        var value = (RedoxObject)Activator.CreateInstance(type)!;
        foreach (var property in Properties(type))
        {
            property.SetValue(value, ValueFor(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        }

        return value;
    }

    internal static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.SetMethod is { IsPublic: true });

    private static object ValueFor(Type type)
    {
        if (type == typeof(string))
        {
            return "secret";
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type.IsPrimitive || type == typeof(decimal))
        {
            return Convert.ChangeType(7, type, null);
        }

        if (type == typeof(RedoxDate))
        {
            return new RedoxDate(new DateOnly(1979, 11, 23));
        }

        if (type == typeof(RedoxDateTime))
        {
            return new RedoxDateTime(new DateOnly(1979, 11, 23));
        }

        if (type == typeof(IReadOnlyDictionary<string, Extension>))
        {
            return new Dictionary<string, Extension> { ["Items"] = new() };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return ListOf(type.GetGenericArguments()[0]);
        }

        return type.IsValueType ? Activator.CreateInstance(type, "secret")! : Activator.CreateInstance(type)!;
    }

    private static Array ListOf(Type item)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(ValueFor(item), 0);
        return list;
    }
}
