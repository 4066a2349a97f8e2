using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Redox.Client.Benchmarks;

/// <summary>
/// Writing one message. Everybody who can writes into a buffer that is used again, with a writer that is used again, escapes only what JSON demands,
/// and leaves the checking of the structure out, as <see cref="RedoxJson"/> does.
/// </summary>
[MemoryDiagnoser]
public class WriteBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly Utf8JsonWriter _writer;

    /// <summary>Makes the writer that the others share.</summary>
    public WriteBenchmarks() =>
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The messages.</summary>
    public static IEnumerable<Payload> Payloads => Payload.All;

    /// <summary>The message.</summary>
    [ParamsSource(nameof(Payloads))]
    public Payload Payload { get; set; } = null!;

    /// <summary>Code for this one message.</summary>
    [Benchmark(Baseline = true, Description = "written by hand")]
    public int ByHand()
    {
        StartAgain();
        Payload.WriteByHand(_writer);
        return Finish();
    }

    /// <summary>Ours, into a buffer.</summary>
    [Benchmark(Description = "RedoxJson.Serialize")]
    public int Redox()
    {
        _buffer.ResetWrittenCount();
        RedoxJson.Serialize(Payload.Message, _buffer);
        return _buffer.WrittenCount;
    }

    /// <summary>System.Text.Json, source generation.</summary>
    [Benchmark(Description = "STJ source generation")]
    public int SourceGeneration()
    {
        StartAgain();
        Payload.WriteSourceGenerated(_writer);
        return Finish();
    }

    /// <summary>System.Text.Json, reflection.</summary>
    [Benchmark(Description = "STJ reflection")]
    public int Reflection()
    {
        StartAgain();
        Payload.WriteByReflection(_writer);
        return Finish();
    }

    /// <summary>Ours, as a new array.</summary>
    [Benchmark(Description = "RedoxJson.SerializeToUtf8Bytes")]
    public byte[] RedoxBytes() => RedoxJson.SerializeToUtf8Bytes(Payload.Message);

    /// <summary>System.Text.Json, source generation, as a new array.</summary>
    [Benchmark(Description = "STJ source generation, bytes")]
    public byte[] SourceGenerationBytes() => Payload.WriteSourceGenerated();

    /// <summary>System.Text.Json, source generation with an encoder of its own, as a new array: options that the generated writing code does not take.</summary>
    [Benchmark(Description = "STJ source generation with Encoder, bytes")]
    public byte[] SourceGenerationWithEncoder() => Payload.WriteSourceGeneratedWithEncoder();

    /// <summary>System.Text.Json, source generation that keeps unknown members, as ours does, as a new array.</summary>
    [Benchmark(Description = "STJ source generation keeping unknown members, bytes")]
    public byte[] SourceGenerationKeepingUnknown() => Payload.WriteSourceGeneratedKeepingUnknown();

    /// <summary>Newtonsoft.Json, as a new array.</summary>
    [Benchmark(Description = "Newtonsoft.Json, bytes")]
    public byte[] Newtonsoft() => Payload.WriteNewtonsoft();

    internal ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    private void StartAgain()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }

    private int Finish()
    {
        _writer.Flush();
        return _buffer.WrittenCount;
    }
}
