using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Redox.Client.Benchmarks;

/// <summary>Reading one message from bytes.</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    /// <summary>The messages.</summary>
    public static IEnumerable<Payload> Payloads => Payload.All;

    /// <summary>The message.</summary>
    [ParamsSource(nameof(Payloads))]
    public Payload Payload { get; set; } = null!;

    /// <summary>The floor: visiting every token and keeping nothing.</summary>
    [Benchmark(Baseline = true, Description = "tokenising alone")]
    public int Tokens()
    {
        var reader = new Utf8JsonReader(Payload.Json);
        var count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }

    /// <summary>Ours, the type found by <c>Meta</c>.</summary>
    [Benchmark(Description = "RedoxJson.Parse")]
    public object Redox() => RedoxJson.Parse(Payload.Json);

    /// <summary>Ours, the type named.</summary>
    [Benchmark(Description = "RedoxJson.Parse<T>")]
    public object RedoxTyped() => Payload.ReadTyped();

    /// <summary>System.Text.Json, source generation.</summary>
    [Benchmark(Description = "STJ source generation")]
    public object? SourceGeneration() => Payload.ReadSourceGenerated();

    /// <summary>System.Text.Json, source generation that keeps unknown members, as ours does.</summary>
    [Benchmark(Description = "STJ source generation keeping unknown members")]
    public object? SourceGenerationKeepingUnknown() => Payload.ReadSourceGeneratedKeepingUnknown();

    /// <summary>System.Text.Json, reflection.</summary>
    [Benchmark(Description = "STJ reflection")]
    public object? Reflection() => Payload.ReadByReflection();

    /// <summary>Newtonsoft.Json.</summary>
    [Benchmark(Description = "Newtonsoft.Json")]
    public object? Newtonsoft() => Payload.ReadNewtonsoft();
}
