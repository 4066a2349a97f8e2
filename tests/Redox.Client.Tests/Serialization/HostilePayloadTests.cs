using System.Globalization;
using System.Text;
using CsCheck;
using Redox.Client.Models;
using Redox.Client.Tests.Serialization.Trees;
using Shared;
using Shared.Json;

namespace Redox.Client.Tests.Serialization;

/// <summary>Text that nobody should send.</summary>
public sealed class HostilePayloadTests
{
    private const string Meta = "\"Meta\":{\"DataModel\":\"PatientSearch\",\"EventType\":\"Query\"}";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("{\"meta\":{}}")]
    [InlineData("{\"Meta\":null}")]
    [InlineData("{\"Meta\":[]}")]
    [InlineData("{\"Meta\":\"x\"}")]
    [InlineData("{\"Meta\":{},\"Meta\":null}")]
    [InlineData("{\"Meta\":{}} {}")]
    [InlineData("{\"Meta\":{}}x")]
    [InlineData("{\"Meta\":{},}")]
    [InlineData("{\"Meta\":{} // comment\n}")]
    [InlineData("{\"Meta\":{} /* comment */}")]
    [InlineData("{'Meta':{}}")]
    [InlineData("{Meta:{}}")]
    [InlineData("{\"Meta\":{\"Test\":True}}")]
    [InlineData("{\"Meta\":{\"Test\":01}}")]
    [InlineData("{\"Meta\":{\"Test\":NaN}}")]
    [InlineData("{\"Meta\":{\"Test\":\"\\x41\"}}")]
    [InlineData("{\"Meta\":{\"Test\":\"line\nbreak\"}}")]
    [InlineData("<Meta/>")]
    public void What_is_no_message_is_refused(string text)
    {
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Parse(text));
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Read(text));
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Parse<PatientSearchQuery>(text));
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Read<PatientSearchQuery>(text));
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Validate(text));
    }

    [Theory]
    [InlineData("{\"Meta\":{}}")]
    [InlineData("\ufeff{\"Meta\":{}}")]
    [InlineData(" \r\n\t{ \"Meta\" : { } } \n")]
    [InlineData("{\"\\u004deta\":{}}")]
    [InlineData("{\"Meta\":[{}]}")]
    [InlineData("{\"Meta\":null,\"Meta\":{}}")]
    [InlineData("{\"Meta\":{\"DataModel\":5,\"EventType\":{}}}")]
    [InlineData("{\"Meta\":{\"DataModel\":\"\",\"EventType\":\"\\ud800\"}}")]
    [InlineData("{\"\\udfff\":1,\"Meta\":{\"\\ud800\":1}}")]
    public void A_message_without_a_known_event_is_an_unknown_message(string text)
    {
        var message = RedoxJson.Read(text).Message;

        Assert.IsType<UnknownMessage>(message);
        Assert.Null(JsonTree.Difference(JsonTree.Parse(text.TrimStart('\ufeff')), JsonTree.Parse(RedoxJson.Serialize(message))));
    }

    [Fact]
    public void A_text_that_is_not_utf8_is_refused()
    {
        var latin1 = Encoding.Latin1.GetBytes($"{{{Meta},\"Name\":\"M\u00fcller\"}}");

        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Parse(latin1));
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Parse(Encoding.Unicode.GetBytes($"{{{Meta}}}")));
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.Parse($"{{{Meta},\"Name\":\"\ud800\"}}"));
        Assert.Throws<ArgumentNullException>(() => RedoxJson.Parse((string)null!));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n \"Name\":\"M", 2, 11)]
    [InlineData("{\"Name\":\"\u00e4\u4e16\ud83e\udd12", 1, 19)]
    public void A_text_that_is_not_utf8_is_refused_with_its_place(string before, int line, int at)
    {
        foreach (var filler in new[] { "", new string(' ', 511), new string('\u4e16', 4_000) })
        {
            var broken = (byte[])[.. Encoding.UTF8.GetBytes(filler + before), 0xFC, .. "ller\"}"u8];
            var place = $"from line {line}, byte {at + (line == 1 ? Encoding.UTF8.GetByteCount(filler) : 0)} of that line, on";

            Assert.Contains(place, Assert.Throws<RedoxPayloadException>(() => RedoxJson.Read(broken)).Message, StringComparison.Ordinal);
            Assert.Contains(place, Assert.Throws<RedoxPayloadException>(() => RedoxJson.Validate(broken)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(65, false)]
    [InlineData(10_000, false)]
    [InlineData(1_000_000, false)]
    public void Arrays_may_be_nested_so_that_with_their_object_there_are_64_levels(int arrays, bool isRead)
    {
        foreach (var name in new[] { "Unknown", "Patient" })
        {
            var text = $"{{{Meta},\"{name}\":{new string('[', arrays)}{new string(']', arrays)}}}";
            if (!isRead)
            {
                Assert.Throws<RedoxPayloadException>(() => RedoxJson.Parse(text));
            }
            else
            {
                Assert.Null(JsonTree.Difference(JsonTree.Parse(text), JsonTree.Parse(RedoxJson.Serialize(RedoxJson.Parse(text)))));
            }
        }
    }

    [Fact]
    public void The_last_Meta_decides_the_event()
    {
        var text = $"{{{Meta},\"Patient\":null,\"Meta\":{{\"DataModel\":\"Scheduling\",\"DataModel\":\"Media\",\"EventType\":\"New\"}},\"Media\":[null]}}";

        var (message, issues) = RedoxJson.Read(text);

        Assert.IsType<MediaNew>(message);
        Assert.Equal(["Meta", "Meta.DataModel", "Media"], issues.Select(issue => issue.Path));
        Assert.Null(JsonTree.Difference(JsonTree.Parse(text), JsonTree.Parse(RedoxJson.Serialize(message))));
    }

    [Fact]
    public void Any_object_with_a_Meta_is_read_and_written_back() => Gen.Int.Sample(
        seed =>
        {
            var tree = new RandomJson(seed).Message();

            var (message, _) = RedoxJson.Read(tree.ToUtf8());
            var answer = RedoxJson.Read<PatientSearchResponse>(tree.ToUtf8()).Message;

            Assert.Null(JsonTree.Difference(tree, JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(message))));
            Assert.Null(JsonTree.Difference(tree, JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(answer))));
            RedoxJson.Validate(tree.ToUtf8());
        },
        iter: TestSize.Of(quick: 200, middle: 1_000));

    /// <summary>
    /// Memory must grow with the payload and not faster: 8 MB of each kind of trouble, 1 MB in the quick size. So must time: work for each pair of items takes longer than a test may take
    /// at all (Hang.runsettings), and what is merely slow the program Fuzz finds, by processor time.
    /// </summary>
    [Theory]
    [InlineData("lone surrogates in values", "\"Notes\":[@]", "\"\\ud800\"")]
    [InlineData("nulls in a list", "\"Patients\":[@]", "null")]
    [InlineData("odd items in a list", "\"Identifiers\":[@]", "{\"ID\":{\"a\":[1]}}")]
    [InlineData("objects with odd members", "\"PotentialMatches\":[@]", "{\"Demographics\":[{\"DOB\":[1],\"DOB\":1,\"Sex\":[[]]}]}")]
    [InlineData("one member again and again", "@", "\"Patient\":{\"Notes\":[null,1]}")]
    [InlineData("one unknown member again and again", "@", "\"x\":{}")]
    [InlineData("many unknown members", "@", "\"#\":1")]
    [InlineData("many names with half a surrogate pair", "@", "\"\\ud800#\":1")]
    [InlineData("names of extensions that change their form", "\"Patient\":{\"Extensions\":{@}}", "\"#\":null,\"#\":{}")]
    [InlineData("Meta again and again", "@", "\"Meta\":{\"DataModel\":\"PatientSearch\",\"EventType\":\"Response\"}")]
    public void Megabytes_of_trouble_are_read_in_proportion(string kind, string place, string item)
    {
        Assert.NotEmpty(kind);
        var items = new StringBuilder();
        for (var i = 0; items.Length < TestSize.Of(quick: 1_000_000, middle: 8_000_000); i++)
        {
            items.Append(i == 0 ? "" : ",").Append(item.Replace("#", i.ToString("x", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        var text = Encoding.UTF8.GetBytes($"{{\"Meta\":{{\"DataModel\":\"PatientSearch\",\"EventType\":\"Response\"}},{place.Replace("@", items.ToString(), StringComparison.Ordinal)}}}");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var (message, issues) = RedoxJson.Read(text);
        RedoxJson.SerializeToUtf8Bytes(message);
        RedoxJson.Validate(text);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(issues.Count, 0, 1_000);
        Assert.True(allocated < 250L * text.Length, $"It allocated {allocated / text.Length} bytes per byte.");
    }
}
