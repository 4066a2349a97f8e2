using System.Text.Json;
using Redox.Client;
using Shared;

namespace Repository.Tests.PublicApi;

/// <summary>What holds for every type of the data models, seen from outside.</summary>
public class DataTypeTests
{
    [Fact]
    public void Every_property_travels_under_its_own_name()
    {
        var wrong = from type in ApiSurface.DataTypes
                    let expected = FilledObject.Properties(type).Select(property => property.Name).Order(StringComparer.Ordinal)
                    let actual = Json(FilledObject.Of(type)).EnumerateObject().Select(member => Pascal(member.Name)).Where(name => name != "Meta" || !IsMessage(type))
                    from name in expected.Except(actual).Select(name => $"{type.Name}.{name} is not written")
                        .Concat(actual.Except(expected).Select(name => $"{type.Name} writes {name}"))
                    select name;

        Offenders.None(wrong);
        Assert.True(ApiSurface.DataTypes.Count > 350);
    }

    [Fact]
    public void What_is_written_is_read_as_an_equal_object()
    {
        var wrong = from type in ApiSurface.DataTypes
                    let value = FilledObject.Of(type)
                    where !value.Equals(Json(value).Deserialize(type, RedoxJson.Options))
                    select type.Name;

        Offenders.None(wrong);
    }

    [Fact]
    public void ToString_names_the_type_and_no_value() =>
        Offenders.None(ApiSurface.DataTypes.Where(type => FilledObject.Of(type).ToString() != type.Name).Select(type => type.Name));

    [Fact]
    public void Every_type_has_Build_and_a_builder_with_a_method_for_each_property()
    {
        var wrong = from type in ApiSurface.DataTypes
                    let builder = type.GetNestedType("Builder")
                    from problem in (string[])
                    [
                        .. type.GetMethod("Build") is { IsStatic: true } build && build.ReturnType == type ? [] : (string[])["Build is missing"],
                        .. FilledObject.Properties(type).Where(property => builder.GetMethods().All(method => !Sets(method.Name, property.Name))).Select(property => property.Name),
                        .. ApiSurface.Methods(builder).Where(method => method.ReturnType != builder).Select(method => $"{method.Name} does not return the builder"),
                    ]
                    select $"{type.Name}: {problem}";

        Offenders.None(wrong);
    }

    private static bool Sets(string method, string property) => method == property || (method, property) == ("Add", "Items");

    private static bool IsMessage(Type type) => type.IsSubclassOf(typeof(RedoxMessage));

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static JsonElement Json(RedoxObject value) => JsonSerializer.SerializeToElement(value, value.GetType(), RedoxJson.Options);
}
