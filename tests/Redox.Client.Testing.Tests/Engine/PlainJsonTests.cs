using System.Text;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine;

/// <summary>The bytes of JSON that the fake writes. What is expected is what <c>JSON.stringify</c> of JavaScript writes.</summary>
public abstract class PlainJsonTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : PlainJsonTests(Transport.InMemory);

    public sealed class OnSocket() : PlainJsonTests(Transport.Socket);

    public static TheoryData<string, string> Texts => new()
    {
        { "+18088675301", "+18088675301" },
        { "O'Brien & <Söhne>", "O'Brien & <Söhne>" },
        { """\u002B\u0027\u0026\u003C\u003e\u00FC\/""", "+'&<>ü/" },
        { """\ud83d\ude00 \u00a0\u2028\ufeff\ue000\u007f""", "\U0001F600 \u00a0\u2028\uFEFF\uE000\u007f" },
        { "\U0001F469\u200D\u2695 \u0378", "\U0001F469\u200D\u2695 \u0378" },
        { """a\"b\\c\\u002B""", """a\"b\\c\\u002B""" },
        { """\u0008\u0009\u000a\u000c\u000d\u0000\u001F\u0022\u005C""", """\b\t\n\f\r\u0000\u001f\"\\""" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_of_a_response_is_plain_except_for_what_must_be_escaped(string sent, string written)
    {
        Redox.Data.AddPatient($$$"""{"Identifiers":[{"ID":"1","IDType":"MR"}],"Demographics":{"LastName":"{{{sent}}}"}}""");

        var body = await BytesAsync(Query("PatientSearch", "Query", """{"Identifiers":[{"ID":"1","IDType":"MR"}]}"""));

        Assert.True(body.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"LastName\":\"{written}\"")) > 0, Encoding.UTF8.GetString(body));
        Assert.Equal((string?)JToken.Parse($"\"{sent}\""), (string?)JObject.Parse(Encoding.UTF8.GetString(body)).SelectToken("Patient.Demographics.LastName"));
    }

    [Fact]
    public async Task Names_in_receipts_and_errors_are_plain()
    {
        var receipt = await BytesAsync(Appointment.Replace("General", "Müller's + <Co>", StringComparison.Ordinal));
        var error = await BytesAsync("""{"Meta":{"DataModel":"Ärzte+","EventType":"N&w"}}""");

        Assert.Contains("\"Name\":\"Müller's + <Co>\"", Encoding.UTF8.GetString(receipt), StringComparison.Ordinal);
        Assert.Contains("\"DataModel\":\"Ärzte+\",\"EventType\":\"N&w\"", Encoding.UTF8.GetString(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripted_responses_are_plain()
    {
        Redox.Reply<Models.PatientSearchQuery>("""{"Patient":{"Demographics":{"LastName":"M\u00fcller\u002b","FirstName":"\ud83d\ude00"}}}""");

        var body = await BytesAsync(Query("PatientSearch", "Query", """{"Identifiers":[{"ID":"1","IDType":"MR"}]}"""));

        Assert.Contains("""{"LastName":"Müller+","FirstName":"😀"}""", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scope_of_a_token_is_plain()
    {
        var assertion = ValidAssertion();
        assertion.Claims["scope"] = "a+b 'ü'";

        Assert.Contains("\"scope\":\"a+b 'ü'\"", (await RequestTokenAsync(assertion.Sign())).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshots_are_plain()
    {
        await PostWithTokenAsync(Appointment.Replace("3N", """\ud83d\ude00 \u002b\u00a0""", StringComparison.Ordinal));

        Assert.Contains("\"Department\": \"😀 +\u00a0\"", Redox.Requests.ToSnapshot(), StringComparison.Ordinal);
    }

    private async Task<byte[]> BytesAsync(string message)
    {
        using var response = await PostRawAsync(message);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
