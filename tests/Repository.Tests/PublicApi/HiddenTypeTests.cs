using System.ComponentModel;
using System.Reflection;
using Redox.Client;
using Redox.Client.Models;
using Shared;

namespace Repository.Tests.PublicApi;

/// <summary>Types that an editor hides (<see cref="EditorBrowsableState.Never"/>) are not needed to write generic code over messages.</summary>
public sealed class HiddenTypeTests
{
    [Fact]
    public void Constraint_of_a_method_names_no_hidden_type() => Offenders.None(
        from type in ApiSurface.Types
        from method in ApiSurface.Methods(type)
        where method.IsGenericMethodDefinition
        from parameter in method.GetGenericArguments()
        from constraint in parameter.GetGenericParameterConstraints()
        where constraint.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never
        select $"{ApiSurface.Name(method)}: {constraint.Name}");

    [Fact]
    public void Generic_code_reads_messages_of_any_type()
    {
        Assert.Equal("Ada", Read<PatientSearchQuery>("""{"Meta":{"DataModel":"PatientSearch","EventType":"Query"},"Patient":{"Demographics":{"FirstName":"Ada"}}}""").Patient?.Demographics?.FirstName);
        Assert.Equal("New", Read<UnknownMessage>("""{"Meta":{"DataModel":"Genomics","EventType":"New"}}""").Meta.EventType);
    }

    private static T Read<T>(string json)
        where T : RedoxMessage, new() => RedoxJson.Parse<T>(json);
}
