using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Redox.Client.Testing;
using Shared;

namespace Repository.Tests.PublicApi;

/// <summary>Null for everything that must not be null: each public method says so with an <see cref="ArgumentException"/>, and none with a <see cref="NullReferenceException"/>.</summary>
public sealed class NullArgumentTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<string, Type> TypeArguments = new()
    {
        ["TMessage"] = typeof(SchedulingNew),
        ["TQuery"] = typeof(PatientSearchQuery),
        ["TResponse"] = typeof(PatientSearchResponse),
        ["T"] = typeof(SchedulingNew),
    };

    [Fact]
    public async Task Static_methods_refuse_null()
    {
        var methods = ApiSurface.Types.Where(IsWrittenByHand).SelectMany(ApiSurface.Methods).Where(method => method.IsStatic);

        Offenders.None(await OffendersAsync(methods.Select(method => (method, (object?)null))));
    }

    [Fact]
    public async Task Methods_of_objects_refuse_null()
    {
        await using var redox = RedoxFake.InMemory(options => options.Strictness = Strictness.Lenient);
        var registered = new ServiceCollection().AddLogging();
        registered.AddRedoxClient(_ => { });
        registered.AddRedoxDestination(options => options.VerificationTokens.Add("token"));
        registered.UseRedoxFake(redox);
        await using var services = registered.BuildServiceProvider();
        object[] targets =
        [
            services.GetRequiredService<IRedoxClient>(), services.GetRequiredService<RedoxDestination>(), redox, redox.Auth, redox.Clock, redox.Data, redox.Faults, redox.Requests,
        ];

        Offenders.None(await OffendersAsync(targets.SelectMany(target => PublicMethods(target.GetType()).Select(method => (method, (object?)target)))));
    }

    private static async Task<List<string>> OffendersAsync(IEnumerable<(MethodInfo Method, object? Target)> calls)
    {
        var offenders = new List<string>();
        foreach (var (declared, target) in calls)
        {
            if (Closed(declared) is not { } method || !method.GetParameters().Any(MustNotBeNull) || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike))
            {
                continue;
            }

            var outcome = await CallAsync(method, target);
            if (outcome is not ArgumentException)
            {
                offenders.Add($"{ApiSurface.Name(declared)}: {outcome?.GetType().Name ?? "no exception"}");
            }
        }

        return offenders;
    }

    private static async Task<Exception?> CallAsync(MethodInfo method, object? target)
    {
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null).ToArray();
        try
        {
            switch (method.Invoke(target, arguments))
            {
                case Task task:
                    await task.WaitAsync(TimeSpan.FromSeconds(30));
                    break;
                case ValueTask task:
                    await task;
                    break;
                default:
                    break;
            }

            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static bool MustNotBeNull(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef && !parameter.IsOptional
        && Nullability.Create(parameter).WriteState == NullabilityState.NotNull;

    private static bool IsWrittenByHand(Type type) => type.Namespace != "Redox.Client.Models" && !type.ContainsGenericParameters;

    private static IEnumerable<MethodInfo> PublicMethods(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(method => method is { IsSpecialName: false } && method.DeclaringType!.Assembly.GetName().Name!.StartsWith("Redox.", StringComparison.Ordinal));

    private static MethodInfo? Closed(MethodInfo method) => !method.IsGenericMethodDefinition ? method
        : method.GetGenericArguments().All(argument => TypeArguments.ContainsKey(argument.Name)) ? TryClose(method)
        : null;

    private static MethodInfo? TryClose(MethodInfo method)
    {
        try
        {
            return method.MakeGenericMethod([.. method.GetGenericArguments().Select(argument => TypeArguments[argument.Name])]);
        }
        catch (ArgumentException)
        {
            return null; // Another constraint than the usual.
        }
    }
}
