using System.Reflection;
using Redox.Client;
using Redox.Client.Testing;

namespace Repository.Tests.PublicApi;

/// <summary>What the packages show to consumers.</summary>
internal static class ApiSurface
{
    internal static readonly Assembly Client = typeof(IRedoxClient).Assembly;

    internal static readonly Assembly Testing = typeof(RedoxFake).Assembly;

    internal static readonly Assembly AspNetCore = typeof(Microsoft.AspNetCore.Builder.RedoxDestinationEndpointRouteBuilderExtensions).Assembly;

    internal static readonly Assembly PostgreSql = typeof(Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilderPostgreSqlExtensions).Assembly;
    internal static readonly Assembly Sqlite = typeof(Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilderSqliteExtensions).Assembly;

    internal static readonly IReadOnlyList<Type> Types =
        [.. Client.GetExportedTypes(), .. PostgreSql.GetExportedTypes(), .. Sqlite.GetExportedTypes(), .. AspNetCore.GetExportedTypes(), .. Testing.GetExportedTypes()];

    /// <summary>The types of the data models that can be made, messages included.</summary>
    internal static readonly IReadOnlyList<Type> DataTypes =
        [.. Client.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(RedoxObject)) && !type.IsAbstract && type.Namespace == "Redox.Client.Models")];

    internal static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName);

    internal static string Name(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";
}
