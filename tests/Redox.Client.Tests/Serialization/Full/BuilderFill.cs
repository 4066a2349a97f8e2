using System.Linq.Expressions;
using System.Reflection;

namespace Redox.Client.Tests.Serialization.Full;

/// <summary>Makes the same object once more with the builders: each member that is set, by the method of its name.</summary>
internal static class BuilderFill
{
    public static RedoxObject Rebuild(RedoxObject model)
    {
        var build = model.GetType().GetMethod("Build", BindingFlags.Public | BindingFlags.Static)!;
        var builder = Expression.Parameter(build.GetParameters()[0].ParameterType.GetGenericArguments()[0]);
        var fill = Expression.Lambda(Expression.Call(((Action<RedoxObject, object>)Fill).Method, Expression.Constant(model, typeof(RedoxObject)), builder), builder);
        return (RedoxObject)build.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [fill.Compile(preferInterpretation: true)], null)!;
    }

    private static void Fill(RedoxObject model, object builder)
    {
        foreach (var property in ObjectWalk.Members(model.GetType()))
        {
            if (property.GetValue(model) is { } value && value is not IReadOnlyCollection<object> { Count: 0 })
            {
                Method(builder, property, value).Invoke(builder, [value]);
            }
        }
    }

    private static MethodInfo Method(object builder, PropertyInfo property, object value) => builder.GetType().GetMethods()
        .Single(method => method.Name == property.Name
            && method.GetParameters() is [var parameter]
            && !parameter.ParameterType.IsAssignableTo(typeof(Delegate))
            && parameter.ParameterType.IsInstanceOfType(value));
}
