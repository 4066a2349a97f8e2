using System.Net;
using System.Reflection;
using Redox.Client.Models;

namespace Redox.Client.Tests.Errors;

/// <summary>What a failure says is told again with another text, for another caller. Nothing else of it may be lost.</summary>
public sealed class CopiedExceptionTests
{
    private const Delivery Other = Delivery.Rejected;
    private static readonly TimeSpan OtherWait = TimeSpan.FromSeconds(11);
    private static readonly string[] Given = ["Message", "Delivery", "RetryAfter", "TraceId"];

    public static TheoryData<Type> Types => [.. typeof(RedoxException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RedoxException)))];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_copy_keeps_everything_but_what_it_is_given(Type type)
    {
        var original = Filled(type);

        var copy = (RedoxException)typeof(RedoxException).GetMethod("With", BindingFlags.Instance | BindingFlags.NonPublic)!
            .Invoke(original, ["another text", Other, OtherWait, "another-trace"])!;

        Assert.IsType(type, copy);
        Assert.NotSame(original, copy);
        Assert.Equal(("another text", Other, OtherWait, "another-trace"), (copy.Message, copy.Delivery, copy.RetryAfter, copy.TraceId));
        Assert.Equal("kept", copy.Data["application"]);
        foreach (var property in Compared(type))
        {
            Assert.True(property.GetValue(original) is { } value && value.Equals(property.GetValue(copy)), $"{type.Name}.{property.Name}");
        }
    }

    /// <summary>So that a member which is added later is looked at too.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Every_member_has_a_value_to_lose(Type type) =>
        Assert.All(Compared(type), property => Assert.NotEqual(property.GetValue(Empty(type)), property.GetValue(Filled(type))));

    [Theory]
    [InlineData(typeof(RedoxRejectedException), Delivery.Rejected)]
    [InlineData(typeof(RedoxRateLimitException), Delivery.Rejected)]
    [InlineData(typeof(RedoxUnavailableException), Delivery.Unknown)]
    [InlineData(typeof(RedoxAuthenticationException), Delivery.NotSent)]
    [InlineData(typeof(RedoxConfigurationException), Delivery.NotSent)]
    [InlineData(typeof(RedoxValidationException), Delivery.NotSent)]
    public void The_delivery_of_a_new_exception_is_what_its_name_says(Type type, Delivery delivery) => Assert.Equal(delivery, Empty(type).Delivery);

    private static IEnumerable<PropertyInfo> Compared(Type type) => type.GetProperties()
        .Where(property => !Given.Contains(property.Name) && property.Name is not ("Data" or "TargetSite" or "StackTrace" or "Source"));

    private static RedoxException Empty(Type type) => type == typeof(RedoxValidationException)
        ? new RedoxValidationException("Scheduling.New", [])
        : (RedoxException)Activator.CreateInstance(type, "a text", null)!;

    private static RedoxException Filled(Type type)
    {
        var exception = type == typeof(RedoxValidationException)
            ? new RedoxValidationException("Scheduling.New", [new("Visit", "missing")])
            : (RedoxException)Activator.CreateInstance(type, "a text", new InvalidOperationException("inner"))!;
        foreach (var property in Compared(type).Where(property => property.CanWrite))
        {
            property.SetValue(exception, Value(property, exception));
        }

        if (exception is RedoxValidationException)
        {
            typeof(Exception).GetField("_innerException", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(exception, new InvalidOperationException("inner"));
        }

        exception.Data["application"] = "kept";
        return exception;
    }

    private static object Value(PropertyInfo property, RedoxException exception) => property.Name switch
    {
        nameof(RedoxException.StatusCode) => HttpStatusCode.Conflict,
        nameof(RedoxException.Errors) => new MessageError[] { new() { ID = 7 } },
        nameof(RedoxException.LogIds) => new[] { "33333333-3333-4333-8333-333333333333" },
        nameof(RedoxException.IsTransient) => !exception.IsTransient,
        nameof(RedoxRateLimitException.Limit) => 7500,
        nameof(RedoxAuthenticationException.ErrorUri) => new Uri("https://example.com/why"),
        nameof(Exception.HResult) => 4711,
        _ when property.PropertyType == typeof(string) => $"some {property.Name}",
        _ => throw new InvalidOperationException($"No value for {property.Name}: add one here."),
    };
}
