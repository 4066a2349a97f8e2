using System.Text.Json;
using System.Text.Json.Nodes;

namespace Redox.Client.Benchmarks;

/// <summary>Checks before anything is measured that every candidate does the same work.</summary>
internal static class SameResult
{
    internal static void Check()
    {
        foreach (var payload in Payload.All)
        {
            Written(payload);
            Read(payload);
        }
    }

    private static void Written(Payload payload)
    {
        var write = new WriteBenchmarks { Payload = payload };
        write.ByHand();
        var expected = write.Written.ToArray();
        write.Redox();
        Same(payload, "RedoxJson.Serialize", expected, write.Written);
        write.SourceGeneration();
        Same(payload, "source generation", expected, write.Written);
        write.Reflection();
        Same(payload, "reflection", expected, write.Written);
        Same(payload, "RedoxJson.SerializeToUtf8Bytes", expected, write.RedoxBytes());
        Same(payload, "source generation as bytes", expected, write.SourceGenerationBytes());
        Same(payload, "source generation with an encoder", expected, write.SourceGenerationWithEncoder());
        Same(payload, "source generation keeping unknown members", expected, write.SourceGenerationKeepingUnknown());
        Same(payload, "Newtonsoft", expected, write.Newtonsoft());
    }

    private static void Read(Payload payload)
    {
        var read = new ReadBenchmarks { Payload = payload };
        Same(payload, "RedoxJson.Parse", payload.Json, RedoxJson.SerializeToUtf8Bytes((IRedoxMessage)read.Redox()));
        Same(payload, "RedoxJson.Parse<T>", payload.Json, RedoxJson.SerializeToUtf8Bytes((IRedoxMessage)read.RedoxTyped()));

        var expected = JsonSerializer.SerializeToUtf8Bytes(read.SourceGeneration());
        Same(payload, "reflection", expected, JsonSerializer.SerializeToUtf8Bytes(read.Reflection()));
        Same(payload, "source generation keeping unknown members", expected, JsonSerializer.SerializeToUtf8Bytes(read.SourceGenerationKeepingUnknown()));
        Same(payload, "Newtonsoft", expected, JsonSerializer.SerializeToUtf8Bytes(read.Newtonsoft()));
    }

    private static void Same(Payload payload, string candidate, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (!JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)))
        {
            throw new InvalidOperationException($"{candidate} gives other JSON for {payload}: the benchmark would compare different work.");
        }
    }
}
