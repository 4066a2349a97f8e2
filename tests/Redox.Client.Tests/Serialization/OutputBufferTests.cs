using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;
using Shared.Samples;

namespace Redox.Client.Tests.Serialization;

/// <summary>Messages are written into memory that the application's writer lends: always the same bytes, and never a part that is counted or left behind.</summary>
public sealed class OutputBufferTests
{
    private const int Huge = 100_000;

    private static readonly IRedoxMessage Message = RedoxJson.Parse(Sample.Read("scheduling/new.json"));
    private static readonly byte[] Bytes = RedoxJson.SerializeToUtf8Bytes(Message);
    private static readonly IRedoxMessage Other = RedoxJson.Parse(Sample.Read("patientsearch/query.json"));
    private static readonly byte[] OtherBytes = RedoxJson.SerializeToUtf8Bytes(Other);

    public static TheoryData<int> Rooms => [1, 2, 255, 256, 257, 4096, Bytes.Length - 1, Bytes.Length, Bytes.Length + 1, 2 * Bytes.Length, Huge];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Any_room_receives_the_same_bytes(int room)
    {
        var output = new LendingWriter(room);

        RedoxJson.Serialize(Message, output);
        RedoxJson.Serialize(Other, output);

        Assert.Equal([.. Bytes, .. OtherBytes], output.Written);
        Assert.False(output.HoldsMore);
    }

    [Fact]
    public void Rooms_around_every_size_receive_the_same_bytes()
    {
        foreach (var room in Enumerable.Range(1, OtherBytes.Length + 5_000))
        {
            var output = new LendingWriter(room);
            RedoxJson.Serialize(Other, output);
            Assert.Equal(OtherBytes, output.Written);
            Assert.False(output.HoldsMore, $"Bytes were left behind in a room of {room} bytes.");
        }
    }

    [Fact]
    public void Enough_room_is_lent_once()
    {
        var output = new LendingWriter(Huge);

        RedoxJson.Serialize(Message, output);

        Assert.Equal(1, output.Loans);
    }

    [Fact]
    public void Output_keeps_what_it_has()
    {
        var output = new ArrayBufferWriter<byte>(100_000);
        output.Write("before"u8);

        RedoxJson.Serialize(Message, output);
        RedoxJson.Serialize(Other, output);
        RedoxJson.SerializeToUtf8Bytes(Message);

        Assert.Equal([.. "before"u8, .. Bytes, .. OtherBytes], output.WrittenSpan);
    }

    [Fact]
    public void Output_that_is_full_grows()
    {
        var output = new ArrayBufferWriter<byte>(6);
        output.Write("before"u8);

        RedoxJson.Serialize(Message, output);
        RedoxJson.Serialize(Other, output);

        Assert.Equal([.. "before"u8, .. Bytes, .. OtherBytes], output.WrittenSpan);
    }

    [Fact]
    public async Task Pipe_receives_messages()
    {
        var pipe = new Pipe();
        for (var i = 0; i < 10; i++)
        {
            RedoxJson.Serialize(Message, pipe.Writer);
            RedoxJson.Serialize(Other, pipe.Writer);
        }

        await pipe.Writer.CompleteAsync();

        using var received = new MemoryStream();
        await pipe.Reader.CopyToAsync(received);
        Assert.Equal(Enumerable.Repeat<byte[]>([.. Bytes, .. OtherBytes], 10).SelectMany(bytes => bytes), received.ToArray());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_its_escape()
    {
        AssertEscaped("\ud83e", @"\ud83e");
        AssertEscaped("a\ud83e\udd12b\udd12", @"a\uD83E\uDD12b\udd12");
        AssertEscaped("\n\\\ud83e", @"\n\\\ud83e");
        AssertEscaped("\ufffd\ud83e", "\ufffd\\ud83e");
        AssertEscaped(@"\uFFFD" + '\ud83e', @"\\uFFFD\ud83e");
    }

    [Fact]
    public void Text_that_looks_like_a_replacement_is_written_as_it_is()
    {
        AssertEscaped("\ufffd", "\ufffd");
        AssertEscaped(@"\uFFFD", @"\\uFFFD");
        AssertEscaped(@"\\uFFFD", @"\\\\uFFFD");
    }

    [Theory]
    [InlineData(Huge)]
    [InlineData(100)]
    public void Message_that_cannot_be_written_leaves_nothing_behind(int room)
    {
        var output = new LendingWriter(room);
        var message = new SchedulingNew
        {
            Meta = new Meta { FacilityCode = new string('a', 500) },
            Visit = new() { Reason = new string('a', 166_666_667) }, // One more than System.Text.Json writes as one text.
        };

        Assert.Throws<ArgumentException>(() => RedoxJson.Serialize(message, output));

        AssertUntouched(output);
    }

    [Fact]
    public void Output_that_lends_nothing_is_an_error()
    {
        var output = new LendingWriter(0);

        var error = Assert.Throws<InvalidOperationException>(() => RedoxJson.Serialize(Message, output));

        Assert.Equal($"The output lent no memory for the last {Bytes.Length} bytes of the message.", error.Message);
        AssertUntouched(output);
    }

    [Fact]
    public void Output_that_stops_lending_is_an_error()
    {
        var output = new LendingWriter((_, written) => Math.Min(300, 1_000 - written));

        var error = Assert.Throws<InvalidOperationException>(() => RedoxJson.Serialize(Message, output));

        Assert.Equal($"The output lent no memory for the last {Bytes.Length - 1_000} bytes of the message.", error.Message);
        Assert.Equal(Bytes[..1_000], output.Written);
        Assert.False(output.HoldsMore);
    }

    [Fact]
    public void Output_of_fixed_size_receives_a_whole_message_or_nothing()
    {
        var (enough, tooSmall) = (OfSize(OtherBytes.Length), OfSize(OtherBytes.Length - 1));

        RedoxJson.Serialize(Other, enough);
        Assert.Throws<NotSupportedException>(() => RedoxJson.Serialize(Other, tooSmall));

        Assert.Equal(OtherBytes, enough.Written);
        AssertUntouched(tooSmall);

        static LendingWriter OfSize(int size) => new((asked, written) => asked <= size - written ? size - written : throw new NotSupportedException());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Huge)]
    public void Failure_of_the_output_leaves_nothing_behind(int room)
    {
        var lending = new LendingWriter(room) { Lending = () => throw new NotSupportedException() };
        var advancing = new LendingWriter(room) { Advancing = () => throw new NotSupportedException() };

        Assert.Throws<NotSupportedException>(() => RedoxJson.Serialize(Message, lending));
        Assert.Throws<NotSupportedException>(() => RedoxJson.Serialize(Message, advancing));

        AssertUntouched(lending);
        AssertUntouched(advancing);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(Huge)]
    public void Output_may_write_messages_itself(int room)
    {
        var output = new LendingWriter(room) { Lending = WriteOther, Advancing = WriteOther };

        RedoxJson.Serialize(Message, output);

        Assert.Equal(Bytes, output.Written);
        Assert.False(output.HoldsMore);

        static void WriteOther()
        {
            var inner = new LendingWriter(2_000);
            RedoxJson.Serialize(Other, inner);
            Assert.Equal(OtherBytes, inner.Written);
            Assert.Equal(OtherBytes, RedoxJson.SerializeToUtf8Bytes(Other));
        }
    }

    private static void AssertEscaped(string text, string escaped)
    {
        var message = new SchedulingNew { Visit = new() { Reason = text } };
        foreach (var room in (int[])[1, 50, 400, Huge])
        {
            var output = new LendingWriter(room);

            RedoxJson.Serialize(message, output);

            Assert.Equal($$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"Reason":"{{{escaped}}}"}}""", Encoding.UTF8.GetString(output.Written));
            Assert.Equal(RedoxJson.SerializeToUtf8Bytes(message), output.Written);
            Assert.False(output.HoldsMore);
        }
    }

    // What was written before, on the same thread, does not show in what is written next.
    private static void AssertUntouched(LendingWriter output)
    {
        Assert.Empty(output.Written);
        Assert.False(output.HoldsMore);
        Assert.Equal(OtherBytes, RedoxJson.SerializeToUtf8Bytes(Other));
        var next = new LendingWriter(Huge);
        RedoxJson.Serialize(Other, next);
        Assert.Equal(OtherBytes, next.Written);
    }
}
