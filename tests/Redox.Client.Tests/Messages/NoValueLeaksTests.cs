using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Tests.Serialization.Full;
using Redox.Client.Tests.Serialization.Trees;
using Shared.Json;
using Shared.Samples;

namespace Redox.Client.Tests.Messages;

/// <summary>Messages are health records: no text that may end in a log holds a value of one.</summary>
public sealed class NoValueLeaksTests
{
    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void Nothing_that_is_printed_holds_a_value_of_the_message(string name)
    {
        var (sample, values) = WithCanaries(Sample.Read(name));

        var printed = string.Join('\n', Printed(sample));

        Assert.NotEmpty(printed);
        Assert.DoesNotContain(values, value => printed.Contains(value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_type_prints_itself_in_the_debugger_in_another_way() =>
        Assert.DoesNotContain(
            typeof(RedoxObject).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(RedoxObject))),
            type => type.GetCustomAttribute<DebuggerDisplayAttribute>() is not null || type.GetCustomAttribute<DebuggerTypeProxyAttribute>() is not null);

    [Fact]
    public void Records_print_no_members()
    {
        foreach (var type in typeof(RedoxObject).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(RedoxObject))))
        {
            var print = type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly);
            Assert.True(print is not null, $"{type.Name} prints what the compiler makes of it.");
            if (type.IsAbstract)
            {
                continue;
            }

            var text = new StringBuilder();
            Assert.False((bool)print.Invoke(Activator.CreateInstance(type), [text])!);
            Assert.Equal("", text.ToString());
        }
    }

    /// <summary>
    /// Dates stay, so that they are still read as dates; every other string gives way to one that stands in no name of a member or type by chance.
    /// </summary>
    private static (byte[] Json, HashSet<string> Values) WithCanaries(byte[] sample)
    {
        var tree = JsonTree.Parse(sample);
        var values = new HashSet<string>();
        foreach (var place in JsonPlace.Of(tree).Where(IsValue).ToList())
        {
            var text = ((JsonTreeScalar)place.Value).Meaning[1..];
            var value = RedoxDateTime.TryParse(text, out _) ? text : $"canary{values.Count}";
            values.Add(value);
            place.Replace(JsonTree.Parse($"\"{value}\""));
        }

        return (tree.ToUtf8(), values);
    }

    private static bool IsValue(JsonPlace place) => place.Value is JsonTreeScalar { Kind: "string" } && place.Path is not ("Meta.DataModel" or "Meta.EventType");

    private static IEnumerable<string> Printed(byte[] sample)
    {
        var message = RedoxJson.Parse(sample);
        yield return $"{message}";
        foreach (var part in ObjectWalk.Of(message))
        {
            yield return $"{part} {part.AdditionalProperties}";
        }

        foreach (var property in ObjectWalk.Of(message).SelectMany(part => ObjectWalk.Members(part.GetType()).Where(IsContainer).Select(property => property.GetValue(part))))
        {
            yield return $"{property}";
        }

        foreach (var damaged in Damaged(sample))
        {
            foreach (var text in Reading(damaged))
            {
                yield return text;
            }
        }
    }

    private static IEnumerable<string> Reading(byte[] text)
    {
        yield return Thrown(() => RedoxJson.Parse(text));
        yield return Thrown(() => RedoxJson.Validate(text));
        yield return Thrown(() => JsonSerializer.Deserialize<PatientSearchQuery>("[]"));
        if (Thrown(() => RedoxJson.Read(text)).Length > 0)
        {
            yield break;
        }

        var result = RedoxJson.Read(text);
        yield return $"{result}";
        foreach (var issue in result.Issues)
        {
            yield return $"{issue} {issue.Path} {issue.Expected} {issue.Found}";
        }

        foreach (var problem in RedoxJson.Validate(text))
        {
            yield return $"{problem} {problem.Path} {problem.Description}";
        }

        yield return $"{new RedoxValidationException("Scheduling.New", RedoxJson.Validate(text))}";
    }

    /// <summary>Every string in an odd form that still holds it, every name replaced by a value, and broken JSON.</summary>
    private static IEnumerable<byte[]> Damaged(byte[] sample)
    {
        yield return sample;
        for (var end = 0; end < sample.Length; end += 97)
        {
            yield return sample[..end];
        }

        yield return [.. sample, .. sample];

        foreach (var wrap in new Func<JsonTree, string>[] { value => $"[{value}]", value => $"{{{value}:{value}}}", value => $"[[{value}],{{{value}:1}},null]" })
        {
            var tree = JsonTree.Parse(sample);
            foreach (var place in JsonPlace.Of(tree).Where(IsValue).ToList())
            {
                place.Replace(JsonTree.Parse(wrap(place.Value)));
            }

            yield return tree.ToUtf8();
        }
    }

    private static bool IsContainer(PropertyInfo property) => !property.PropertyType.IsValueType && property.PropertyType != typeof(string);

    private static string Thrown(Func<object?> action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception e) when (e is RedoxPayloadException or JsonException)
        {
            return e.ToString();
        }
    }
}
