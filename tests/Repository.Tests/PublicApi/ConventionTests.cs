using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using Shared;

namespace Repository.Tests.PublicApi;

/// <summary>What holds for everything public. A test lists all offenders, not only the first.</summary>
public class ConventionTests
{
    private static readonly string[] Namespaces =
    [
        "Redox.Client", "Redox.Client.Models", "Redox.Client.Receiving", "Redox.Client.Fhir", "Redox.Client.Platform", "Redox.Client.PostgreSql", "Redox.Client.Testing",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.AspNetCore.Builder",
    ];

    [Fact]
    public void A_class_is_sealed_static_or_abstract() =>
        Offenders.None(ApiSurface.Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(type => type.FullName));

    /// <summary>Public because generated code or the runtime needs it; marked so that no editor offers it.</summary>
    [Fact]
    public void A_public_type_stands_in_a_public_namespace_or_is_hidden_from_editors()
    {
        var misplaced = ApiSurface.Types.Where(type => !Namespaces.Contains(type.Namespace))
            .Where(type => type.GetCustomAttribute<EditorBrowsableAttribute>() is not { State: EditorBrowsableState.Never });

        Offenders.None(misplaced.Select(type => type.FullName));
    }

    [Fact]
    public void A_method_that_returns_a_task_ends_in_Async_and_nothing_else_does()
    {
        var misnamed = ApiSurface.Types.SelectMany(ApiSurface.Methods)
            .Where(method => IsTask(method.ReturnType) != method.Name.EndsWith("Async", StringComparison.Ordinal));

        Offenders.None(misnamed.Select(ApiSurface.Name));
    }

    [Fact]
    public void Asynchronous_method_takes_an_optional_CancellationToken_last()
    {
        var without = ApiSurface.Types.SelectMany(ApiSurface.Methods)
            .Where(method => IsTask(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Where(method => method.GetParameters().LastOrDefault() is not { } last
                || last.ParameterType != typeof(CancellationToken) || last.Name != "cancellationToken" || !last.IsOptional);

        Offenders.None(without.Select(ApiSurface.Name));
    }

    [Fact]
    public void A_public_field_is_a_constant_or_readonly()
    {
        var mutable = ApiSurface.Types.Where(type => !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: false, IsInitOnly: false });

        Offenders.None(mutable.Select(ApiSurface.Name));
    }

    [Fact]
    public void There_is_no_static_state_to_set()
    {
        var mutable = ApiSurface.Types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(property => property.SetMethod is { IsPublic: true });

        Offenders.None(mutable.Select(ApiSurface.Name));
    }

    /// <summary>A record's own text shows every value, and <c>ToString</c> ends in logs.</summary>
    [Fact]
    public void A_record_says_itself_what_its_text_shows()
    {
        var talkative = ApiSurface.Types.Where(type => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null)
            .Where(type => type.GetMethod("ToString", Type.EmptyTypes)!.GetCustomAttribute<CompilerGeneratedAttribute>() is not null);

        Offenders.None(talkative.Select(type => type.FullName));
    }

    [Fact]
    public void A_type_of_another_library_than_those_of_Microsoft_does_not_show()
    {
        var foreign = from type in ApiSurface.Types
                      from method in ApiSurface.Methods(type)
                      from shown in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
                      let name = shown.FullName ?? ""
                      where name.StartsWith("Refit.", StringComparison.Ordinal) || name.StartsWith("Polly.", StringComparison.Ordinal) || name.StartsWith("WireMock.", StringComparison.Ordinal)
                      select ApiSurface.Name(method);

        Offenders.None(foreign);
    }

    private static bool IsTask(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)));
}
