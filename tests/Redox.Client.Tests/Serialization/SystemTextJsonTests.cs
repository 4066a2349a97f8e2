using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Redox.Client.Models;
using Shared.Json;
using Shared.Samples;

namespace Redox.Client.Tests.Serialization;

/// <summary>The same messages through System.Text.Json, by all of its doors.</summary>
public sealed class SystemTextJsonTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonSerializerOptions LikeOurs = new() { Encoder = RedoxJson.Options.Encoder };
    private static readonly JsonSerializerOptions Lenient = new() { AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public async Task Every_door_reads_what_RedoxJson_reads(string name)
    {
        var sample = Sample.Read(name);
        var expected = RedoxJson.Parse(sample);
        var type = expected.GetType();

        Assert.Equal(expected, JsonSerializer.Deserialize(sample, type, RedoxJson.Options));
        Assert.Equal(expected, JsonSerializer.Deserialize(sample, type));
        Assert.Equal(expected, JsonSerializer.Deserialize<IRedoxMessage>(sample));
        Assert.Equal(expected, JsonSerializer.Deserialize<RedoxMessage>(sample, RedoxJson.Options));
        Assert.Equal(expected, await JsonSerializer.DeserializeAsync(new DribblingStream(sample, 7), type, RedoxJson.Options));
        Assert.Equal(expected, await JsonSerializer.DeserializeAsync(Dribbling(sample, 7), type, RedoxJson.Options));
        Assert.Equal(expected, ReadSegments(sample, 1, type));
        Assert.Equal(expected, ReadSegments(sample, 5, type));
    }

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public async Task Every_door_writes_what_RedoxJson_writes(string name)
    {
        var message = RedoxJson.Parse(Sample.Read(name));
        var expected = RedoxJson.Serialize(message);
        using var stream = new MemoryStream();
        await JsonSerializer.SerializeAsync(stream, message, message.GetType(), RedoxJson.Options);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = RedoxJson.Options.Encoder }))
        {
            JsonSerializer.Serialize(writer, message, message.GetType());
        }

        Assert.Equal(expected, JsonSerializer.Serialize(message, message.GetType(), RedoxJson.Options));
        Assert.Equal(expected, JsonSerializer.Serialize(message, RedoxJson.Options));
        Assert.Equal(expected, JsonSerializer.Serialize<object>(message, RedoxJson.Options));
        Assert.Equal(expected, JsonSerializer.Serialize((RedoxMessage)message, RedoxJson.Options));
        Assert.Equal(expected, Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Null(JsonTree.Difference(JsonTree.Parse(expected), JsonTree.Parse(JsonSerializer.Serialize(message, message.GetType(), Indented))));
    }

    [Fact]
    public void A_consumers_own_context_reads_and_writes_messages_inside_its_own_types()
    {
        var json = $$"""{"Received":"2026-03-02T14:30:00.000Z","Search":{{Encoding.UTF8.GetString(Minified("patientsearch/query.json"))}},"Any":{{Encoding.UTF8.GetString(Minified("media/new.json"))}},"Next":[],"Patient":null}""";

        var envelope = JsonSerializer.Deserialize(json, MessagesContext.Default.Inbox)!;

        Assert.IsType<MediaNew>(envelope.Any);
        Assert.Equal(RedoxJson.Parse(Sample.Read("patientsearch/query.json")), envelope.Search);
        Assert.Null(JsonTree.Difference(JsonTree.Parse(json), JsonTree.Parse(JsonSerializer.Serialize(envelope, MessagesContext.Default.Inbox))));
    }

    [Fact]
    public void Allowed_comments_and_trailing_commas_are_not_written()
    {
        var json = """{ /*1*/ "Meta": { /*2*/ "Logs": [ /*3*/ 5, ], "New": { "a": [ 1, /*4*/ ], }, }, "Patient": [ /*5*/ { "Notes": [ "x", ], }, ], }""";

        var query = JsonSerializer.Deserialize<PatientSearchResponse>(json, Lenient)!;

        Assert.Equal("""{"Meta":{"Logs":[5],"New":{"a":[1]}},"Patient":[{"Notes":["x"]}]}""", RedoxJson.Serialize(query));
        Assert.Equal(["x"], query.Patient!.Notes);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Meta\":7}")]
    [InlineData("{\"Meta\":{\"FacilityCode\":\"\u0001\"}}")]
    public void What_is_no_message_is_a_JsonException(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PatientSearchQuery>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IRedoxMessage>(json));
    }

    [Theory]
    [InlineData("FacilityCode")]
    [InlineData("EventDateTime")]
    [InlineData("Unknown")]
    [InlineData("Test")]
    [InlineData("Logs")]
    public void Bytes_that_are_not_utf8_are_a_JsonException(string member)
    {
        byte[] json = [.. Encoding.UTF8.GetBytes($"{{\"Meta\":{{\"{member}\":\""), 0xff, .. "\"}}"u8];

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PatientSearchQuery>(json));
    }

    [Fact]
    public void A_message_of_another_type_than_asked_for_is_a_JsonException() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IRedoxEvent>(Sample.Read("patientsearch/query.json")));

    [Fact]
    public void Query_known_by_its_response_is_written_completely()
    {
        IRedoxQuery<PatientSearchResponse> query = RedoxJson.Parse<PatientSearchQuery>(Sample.Read("patientsearch/query.json"));

        Assert.Equal(RedoxJson.Serialize(query), JsonSerializer.Serialize(query, LikeOurs));
    }

    [Fact]
    public void A_null_is_null()
    {
        Assert.Null(JsonSerializer.Deserialize<PatientSearchQuery>("null"));
        Assert.Null(JsonSerializer.Deserialize<IRedoxMessage>("null", RedoxJson.Options));
        Assert.Equal("null", JsonSerializer.Serialize<IRedoxMessage?>(null));
    }

    private static object? ReadSegments(byte[] json, int size, Type type)
    {
        var reader = new Utf8JsonReader(Segment.Of(json, size));
        return JsonSerializer.Deserialize(ref reader, type);
    }

    private static byte[] Minified(string sample) => JsonTree.Parse(Sample.Read(sample)).ToUtf8();

    private static PipeReader Dribbling(byte[] json, int size) => PipeReader.Create(new DribblingStream(json, size), new StreamPipeReaderOptions(bufferSize: 16, minimumReadSize: 1));

    /// <summary>Gives a few bytes at a time, as a slow connection does.</summary>
    private sealed class DribblingStream(byte[] content, int size) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Of(byte[] bytes, int size)
        {
            var first = new Segment { Memory = bytes.AsMemory(0, size) };
            var last = first;
            for (var i = size; i < bytes.Length; i += size)
            {
                var next = new Segment { Memory = bytes.AsMemory(i, Math.Min(size, bytes.Length - i)), RunningIndex = i };
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}

public sealed record Inbox(RedoxDateTime Received, PatientSearchQuery Search, IRedoxMessage Any, IReadOnlyList<IRedoxEvent> Next, Patient? Patient);

[JsonSerializable(typeof(Inbox))]
internal sealed partial class MessagesContext : JsonSerializerContext;
