using System.Text.Json;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>What the builders put on the wire, byte for byte, reviewed once.</summary>
public class BuilderSnapshotTests
{
    private static readonly Dictionary<string, IRedoxMessage> Messages = SchedulingMessages.All
        .Concat(PatientSearchMessages.All)
        .Concat(NotesMessages.All)
        .Concat(PatientAdminMessages.All)
        .Concat(CareMessages.All)
        .Concat(AdministrationMessages.All)
        .ToDictionary(message => $"{message.Meta.DataModel}.{message.Meta.EventType}");

    public static TheoryData<string> Events => [.. Messages.Keys];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Wire(string message)
    {
        var bytes = RedoxJson.SerializeToUtf8Bytes(Messages[message]);

        await Verify(WireLayout.Indented(bytes)).UseParameters(message);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_message_travels_as_compact_UTF8_without_byte_order_mark(string message)
    {
        var bytes = RedoxJson.SerializeToUtf8Bytes(Messages[message]);

        Assert.Equal((byte)'{', bytes[0]);
        Assert.Equal((byte)'}', bytes[^1]);
        Assert.True(WireLayout.IsCompact(bytes), "There are blanks between the tokens.");
        using var json = JsonDocument.Parse(bytes);
        Assert.Equal("Meta", json.RootElement.EnumerateObject().First().Name);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_message_is_read_back_as_an_equal_one_without_issues(string message)
    {
        var read = RedoxJson.Read(RedoxJson.SerializeToUtf8Bytes(Messages[message]));

        Assert.Equal(Messages[message], read.Message);
        Assert.Empty(read.Issues);
    }

    [Fact]
    public void Every_data_model_has_a_snapshot()
    {
        string[] complete = ["Scheduling", "PatientSearch", "Notes", "PatientAdmin"];
        var known = typeof(IRedoxMessage).Assembly.GetExportedTypes().Where(type => type.GetField("EventType") is not null)
            .Select(type => (Model: Constant(type, "DataModel"), Event: $"{Constant(type, "DataModel")}.{Constant(type, "EventType")}"))
            .ToList();

        var missing = known.Where(message => complete.Contains(message.Model) && !Messages.ContainsKey(message.Event)).Select(message => message.Event)
            .Concat(known.Select(message => message.Model).Distinct().Except(Messages.Values.Select(message => message.Meta.DataModel!)));

        Assert.Equal(115, known.Count);
        Assert.Empty(missing);
    }

    [Fact]
    public void Text_outside_ASCII_is_sent_as_it_is()
    {
        var bytes = RedoxJson.SerializeToUtf8Bytes(Messages["Scheduling.New"]);

        Assert.NotEqual(-1, bytes.AsSpan().IndexOf("\"FirstName\":\"Zoë\",\"MiddleName\":\"Anne\",\"LastName\":\"O'Hara-Lindqvist\""u8));
        Assert.NotEqual(-1, bytes.AsSpan().IndexOf("""12 Larch Row, Apt. \"B\"""u8));
        Assert.NotEqual(-1, bytes.AsSpan().IndexOf("""Follow-up\nafter cardioversion"""u8));
        Assert.NotEqual(-1, bytes.AsSpan().IndexOf("latex & iodine <check>"u8));
    }

    private static string Constant(Type type, string name) => (string)type.GetField(name)!.GetRawConstantValue()!;
}
