using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Shared.Json;

namespace Redox.Client.Fuzz.Targets;

/// <summary>Messages: read in every way, every property looked at, written, and compared with what another reader says that stood there.</summary>
internal sealed class ReadTarget : FuzzTarget
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. SeedFiles.Messages()];

    public override void Run(byte[] input)
    {
        if (Read(input) is not { } message)
        {
            Refused(() => RedoxJson.Parse(input));
            Refused(() => RedoxJson.Validate(input));
            return;
        }

        var written = RedoxJson.SerializeToUtf8Bytes(message);
        if (JsonTree.Difference(JsonTree.Parse(WithoutByteOrderMark(input)), JsonTree.Parse(written)) is { } difference)
        {
            throw new FuzzFailure(FuzzFinding.Lossy, difference);
        }

        var again = RedoxJson.Parse(input);
        if (!again.Equals(message) || again.GetHashCode() != message.GetHashCode())
        {
            throw new FuzzFailure("two readings differ", $"{message}");
        }

        if (!RedoxJson.SerializeToUtf8Bytes(RedoxJson.Parse(written)).AsSpan().SequenceEqual(written))
        {
            throw new FuzzFailure("what was written is not written again", $"{message}");
        }

        foreach (var problem in RedoxJson.Validate(input))
        {
            _ = problem.ToString();
        }

        _ = RedoxJson.Serialize(message);
        Look(message);
        ThroughJsonSerializer(input);
    }

    private static IRedoxMessage? Read(byte[] input)
    {
        try
        {
            var (message, issues) = RedoxJson.Read(input);
            foreach (var issue in issues)
            {
                _ = issue.ToString();
            }

            return message;
        }
        catch (RedoxPayloadException)
        {
            return null;
        }
    }

    private static void Refused(Action read)
    {
        try
        {
            read();
        }
        catch (RedoxPayloadException)
        {
            return;
        }

        throw new FuzzFailure("two readings differ", "Read refuses what another method takes.");
    }

    private static void ThroughJsonSerializer(byte[] input)
    {
        try
        {
            _ = JsonSerializer.Serialize(JsonSerializer.Deserialize<IRedoxMessage>(input, RedoxJson.Options), RedoxJson.Options);
        }
        catch (JsonException)
        {
        }
    }

    private static void Look(object? value)
    {
        switch (value)
        {
            case RedoxObject:
                foreach (var property in Properties.GetOrAdd(value.GetType(), type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)))
                {
                    Look(property.GetValue(value));
                }

                break;
            case IDictionary or string or JsonElement or null:
                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    Look(item);
                }

                break;
            default:
                _ = value.ToString();
                break;
        }
    }

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> text) => text.StartsWith("\ufeff"u8) ? text[3..] : text;
}
