using System.Text;
using System.Text.Json;
using Redox.Client.Models;
using Shared.Samples;

namespace Redox.Client.Tests.Messages;

/// <summary>Changing a message that was read: what is not changed stays as it came.</summary>
public sealed class WithExpressionTests
{
    private const string Odd = """{"FirstName":17,"LastName":null,"DOB":"20120807","IsHispanic":"yes","EmailAddresses":[null,"a@mail.example"],"Address":"Main Street 1","Pronouns":["they"]}""";

    [Fact]
    public void Changed_member_loses_its_odd_form()
    {
        var read = Read(Odd);

        Assert.Equal(Odd.Replace("17", "\"Ada\"", StringComparison.Ordinal), Write(read with { FirstName = "Ada" }));
        Assert.Equal(Odd.Replace("null,\"DOB", "\"Ng\",\"DOB", StringComparison.Ordinal), Write(read with { LastName = "Ng" }));
        Assert.Equal(Odd.Replace("\"20120807\"", "\"2012-08-07\"", StringComparison.Ordinal), Write(read with { DOB = new DateOnly(2012, 8, 7) }));
        Assert.Equal(Odd.Replace("\"yes\"", "true", StringComparison.Ordinal), Write(read with { IsHispanic = true }));
        Assert.Equal(Odd.Replace("[null,", "[", StringComparison.Ordinal), Write(read with { EmailAddresses = read.EmailAddresses }));
        Assert.Equal(Odd.Replace("\"Main Street 1\"", "{\"City\":\"Madison\"}", StringComparison.Ordinal), Write(read with { Address = new Address { City = "Madison" } }));
        Assert.Equal(Odd, Write(read));
    }

    [Fact]
    public void A_member_that_is_set_to_null_is_left_out()
    {
        var read = Read(Odd);

        Assert.Equal(Odd.Replace("\"FirstName\":17,", "", StringComparison.Ordinal), Write(read with { FirstName = null }));
        Assert.Equal(Odd.Replace("\"LastName\":null,", "", StringComparison.Ordinal), Write(read with { LastName = null }));
        Assert.Equal(Odd.Replace("\"EmailAddresses\":[null,\"a@mail.example\"],", "", StringComparison.Ordinal), Write(read with { EmailAddresses = null! }));
    }

    [Fact]
    public void A_copy_is_equal_until_it_is_changed()
    {
        var read = Read(Odd);
        var copy = read with { };

        Assert.NotSame(read, copy);
        Assert.Equal(read, copy);
        Assert.Equal(read.GetHashCode(), copy.GetHashCode());
        Assert.NotEqual(read, copy with { Religion = "None" });
        Assert.Equal(read, copy with { Religion = null });
    }

    [Fact]
    public void Equality_is_that_of_the_written_json()
    {
        Assert.NotEqual(Read("""{"FirstName":null}"""), Read("{}"));
        Assert.NotEqual(Read("""{"DOB":"20120807"}"""), Read("""{"DOB":"2012-08-07"}"""));
        Assert.NotEqual(Read("""{"A":1,"B":2}"""), Read("""{"B":2,"A":1}"""));
        Assert.Equal(Read("""{"LastName":"Ng","FirstName":"Ada"}"""), Read("""{"FirstName":"Ada","LastName":"Ng"}"""));
        Assert.Equal(new Demographics { LastName = "Ng" }, Read("""{"LastName":"Ng"}"""));
        Assert.NotEqual<RedoxObject>(new Patient(), new PatientRecord());
        Assert.Equal(new SchedulingNew(), new SchedulingNew { Meta = new Meta() });
    }

    [Fact]
    public void Unknown_members_survive_a_change_deep_inside_a_message()
    {
        var read = RedoxJson.Parse<SchedulingNew>("""{"New":1,"Meta":{"New":2,"DataModel":"Scheduling","EventType":"New"},"Visit":{"New":3,"Duration":"30","Location":{"New":4}}}""");

        var changed = read with { Visit = read.Visit! with { Location = read.Visit.Location! with { Department = "ICU" } }, Meta = read.Meta with { Test = true } };

        Assert.Equal("""{"Meta":{"DataModel":"Scheduling","EventType":"New","Test":true,"New":2},"Visit":{"Duration":"30","Location":{"Department":"ICU","New":4},"New":3},"New":1}""", RedoxJson.Serialize(changed));
    }

    [Fact]
    public void A_list_is_copied_so_that_later_changes_do_not_reach_the_message()
    {
        var mine = new List<string> { "US" };
        var person = new Demographics { Citizenship = mine };
        var built = Demographics.Build(builder => builder.Citizenship(mine));
        mine.Add("CA");

        Assert.Equal(["US"], person.Citizenship);
        Assert.Equal(["US"], built.Citizenship);
        Assert.IsNotAssignableFrom<System.Collections.IList>(person.Citizenship);
        Assert.Throws<ArgumentOutOfRangeException>(() => person.Citizenship[1]);
    }

    [Fact]
    public void A_list_with_a_null_is_refused_and_the_item_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new Demographics { Citizenship = ["US", null!] });

        Assert.StartsWith("Citizenship[1] is null: omit the item.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Additional_properties_can_be_set_replaced_and_emptied()
    {
        var extra = new Dictionary<string, JsonElement> { ["Pronouns"] = JsonSerializer.SerializeToElement("they") };
        var person = new Demographics { AdditionalProperties = extra };
        extra.Clear();

        Assert.Equal("""{"Pronouns":"they"}""", Write(person));
        Assert.Equal("{}", Write(person with { AdditionalProperties = new Dictionary<string, JsonElement>() }));
        Assert.Equal("""{"Pronouns":"they"}""", Write(person));
        Assert.Throws<ArgumentNullException>(() => person with { AdditionalProperties = null! });
    }

    [Fact]
    public void Additional_properties_outlive_their_document()
    {
        Demographics person;
        using (var document = JsonDocument.Parse("""{ "a": [1, /* remark */ 2,], "b": "\ud800" }""", new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }))
        {
            person = new Demographics { AdditionalProperties = document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value) };
        }

        Assert.Equal("""{"a":[1,2],"b":"\ud800"}""", Write(person));
    }

    [Fact]
    public void A_members_own_name_is_no_additional_property()
    {
        var error = Assert.Throws<ArgumentException>(() => new Demographics { AdditionalProperties = One("DOB", "1979-11-23") });

        Assert.StartsWith("'DOB' is a member of Demographics: set the property instead.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Demographics { AdditionalProperties = new Dictionary<string, JsonElement> { ["New"] = default } });
        Assert.Equal("""{"dob":"x"}""", Write(new Demographics { AdditionalProperties = One("dob", "x") }));
    }

    [Fact]
    public void An_extension_takes_the_place_of_an_odd_one_of_its_name()
    {
        var read = JsonSerializer.Deserialize<Extensions>("""{"a":null,"b":{"string":"x"}}""")!;

        Assert.Equal("""{"b":{"string":"x"},"a":null}""", JsonSerializer.Serialize(read));
        Assert.Equal("""{"a":{"string":"y"}}""", JsonSerializer.Serialize(read with { Items = new Dictionary<string, Extension> { ["a"] = new() { String = "y" } } }));
        Assert.Equal("""{"b":{"string":"x"},"a":null}""", JsonSerializer.Serialize(read));
        Assert.Throws<ArgumentException>(() => read with { AdditionalProperties = One("b", "z") });
    }

    [Fact]
    public async Task One_message_can_be_written_compared_and_copied_by_many_threads()
    {
        var message = RedoxJson.Parse<ClinicalSummaryPatientPush>(Sample.Read("clinicalsummary/patientpush.json")) with { AdditionalProperties = One("New", "x") };
        var expected = RedoxJson.Serialize(message);
        using var start = new Barrier(64);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                Assert.Equal(expected, RedoxJson.Serialize(message));
                Assert.Equal(message, message with { Meta = message.Meta });
                Assert.NotEqual(message, message with { Meta = message.Meta with { FacilityCode = $"{i}" } });
                Assert.Empty(RedoxJson.Read(expected).Issues);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    private static Dictionary<string, JsonElement> One(string name, string value) => new() { [name] = JsonSerializer.SerializeToElement(value) };

    private static Demographics Read(string json) => JsonSerializer.Deserialize<Demographics>(json)!;

    private static string Write(Demographics person) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(person, RedoxJson.Options));
}
