using System.Globalization;
using Redox.Client.Models;

namespace Redox.Client.Tests.Serialization.Full;

/// <summary>Makes objects through their public properties, with values that follow from a seed. Of the members, the share <c>fill</c> is set.</summary>
internal sealed class RandomMessage(int seed, double fill)
{
    private static readonly string[] Texts =
    [
        "", " ", "a", "\u00e4\u00f6\u00fc\u4e16\U0001F600", "\"quoted\" \\ back", "<script>&amp;'</script>", "\u0000\u0001\u001f\u007f\u2028\ufeff\ufffd", "2021-09-22", "null", new('x', 5000),
    ];

    private readonly Random _random = new(seed);

    public RedoxMessage Message(Type type) => (RedoxMessage)Object(type);

    private RedoxObject Object(Type type)
    {
        var made = (RedoxObject)Activator.CreateInstance(type)!;
        foreach (var property in ObjectWalk.Members(type))
        {
            if (_random.NextDouble() < fill)
            {
                property.SetValue(made, Value(property.PropertyType));
            }
        }

        return made;
    }

    private object Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsAssignableTo(typeof(RedoxObject)))
        {
            return Object(type);
        }

        if (type == typeof(IReadOnlyDictionary<string, Extension>))
        {
            return Enumerable.Range(0, _random.Next(3)).ToDictionary(i => $"{Text()}{i}", _ => (Extension)Object(typeof(Extension)));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return List(type.GetGenericArguments()[0]);
        }

        return Scalar(type);
    }

    private Array List(Type item)
    {
        var list = Array.CreateInstance(item, _random.Next(3));
        for (var i = 0; i < list.Length; i++)
        {
            list.SetValue(Value(item), i);
        }

        return list;
    }

    private object Scalar(Type type) => type switch
    {
        _ when type == typeof(string) => Text(),
        _ when type == typeof(bool) => _random.Next(2) == 0,
        _ when type == typeof(int) => _random.Next(int.MinValue, int.MaxValue),
        _ when type == typeof(long) => _random.NextInt64(long.MinValue, long.MaxValue),
        _ when type == typeof(decimal) => new decimal(_random.Next(), _random.Next(), _random.Next(), _random.Next(2) == 0, (byte)_random.Next(29)),
        _ when type == typeof(RedoxDate) => (RedoxDate)Day(),
        _ when type == typeof(RedoxDateTime) => _random.Next(2) == 0 ? (RedoxDateTime)Day() : Instant(),
        _ => type.GetConstructor([typeof(string)])!.Invoke([Text()]),
    };

    private string Text() => _random.Next(2) == 0 ? Texts[_random.Next(Texts.Length)] : _random.Next().ToString(CultureInfo.InvariantCulture);

    private DateOnly Day() => DateOnly.MinValue.AddDays(_random.Next(3_652_059));

    private DateTimeOffset Instant() => new(_random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);
}
