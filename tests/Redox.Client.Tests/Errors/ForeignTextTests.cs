using System.Text;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>
/// Every text that is read from a response, in every form that is no text: a call ends in a result or in an exception of ours that knows whether the
/// message may have arrived, and the log has one line about it.
/// </summary>
public sealed class ForeignTextTests(CannedResponses canned) : IClassFixture<CannedResponses>
{
    private static readonly (string Name, byte[] Json)[] Texts =
    [
        ("Latin-1", [(byte)'"', .. "caf"u8, 0xE9, (byte)'"']),
        ("half of an overlong form", [(byte)'"', 0xC0, (byte)'"']),
        ("a high surrogate", """
            "\ud83e"
            """u8.ToArray()),
        ("a low surrogate", """
            "\udd12 pain"
            """u8.ToArray()),
        ("surrogates the wrong way round", """
            "\udd12\ud83e"
            """u8.ToArray()),
        ("half a surrogate in a name", """
            {"\ud800":"x"}
            """u8.ToArray()),
        ("a byte order mark", [(byte)'"', 0xEF, 0xBB, 0xBF, (byte)'"']),
        ("NUL", "\"\\u0000\""u8.ToArray()),
        ("a huge number", "1e999999"u8.ToArray()),
        ("a number of 400 digits", Encoding.ASCII.GetBytes(new string('9', 400))),
        ("depth 60", Encoding.ASCII.GetBytes(new string('[', 60) + new string(']', 60))),
        ("depth 10,000", Encoding.ASCII.GetBytes(new string('[', 10_000) + new string(']', 10_000))),
        ("null", "null"u8.ToArray()),
        ("an object", "{}"u8.ToArray()),
    ];

    // Where a text is read, and whether a failure is reported there when there is anything at all.
    private static readonly (string Place, string Body, bool TellsFailure)[] Places =
    [
        ("errorDetail", """{"Meta":{"DataModel":"Scheduling","EventType":"New"},"errorDetail":@}""", true),
        ("errorDetail alone", """{"errorDetail":@}""", true),
        ("Errors beside Meta", """{"Meta":{"DataModel":"Scheduling"},"Errors":[@]}""", true),
        ("error", """{"error":"x","error_description":@}""", true),
        ("Meta.Errors", """{"Meta":{"DataModel":"Scheduling","Errors":@}}""", true),
        ("Meta.Errors[]", """{"Meta":{"DataModel":"Scheduling","Errors":[@]}}""", true),
        ("Meta.Errors[].ID", """{"Meta":{"Errors":[{"ID":@}]}}""", true),
        ("Meta.Errors[].Text", """{"Meta":{"Errors":[{"ID":1,"Text":@}]}}""", true),
        ("Meta.Errors[].Type", """{"Meta":{"Errors":[{"Type":@}]}}""", true),
        ("Meta.Errors[].Module", """{"Meta":{"Errors":[{"Module":@}]}}""", true),
        ("Meta.Errors[] unknown", """{"Meta":{"Errors":[{"Hint":@}]}}""", true),
        ("Meta.DataModel", """{"Meta":{"DataModel":@,"EventType":"New"}}""", false),
        ("Meta.EventType", """{"Meta":{"DataModel":"Scheduling","EventType":@}}""", false),
        ("Meta.Logs[].ID", """{"Meta":{"DataModel":"Scheduling","Logs":[{"ID":@,"AttemptID":@}]}}""", false),
        ("Meta.Source.Name", """{"Meta":{"DataModel":"Scheduling","Source":{"ID":@,"Name":@}}}""", false),
        ("Meta.Destinations[].Name", """{"Meta":{"DataModel":"Scheduling","Destinations":[{"ID":@,"Name":@}]}}""", false),
        ("Meta.Message.ID", """{"Meta":{"DataModel":"Scheduling","Message":{"ID":@}}}""", false),
        ("Meta unknown", """{"Meta":{"DataModel":"Scheduling","Hint":@}}""", false),
        ("Meta", """{"Meta":@}""", false),
        ("beside Meta", """{"Meta":{"DataModel":"Scheduling"},"Patient":@}""", false),
        ("everything", "@", false),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var status in (int[])[200, 400, 500, 502])
            {
                foreach (var (place, _, _) in Places)
                {
                    data.Add(status, place);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Invalid_text_in_a_response_ends_the_call_normally(int status, string place)
    {
        var (_, body, tellsFailure) = Array.Find(Places, entry => entry.Place == place);
        foreach (var (name, json) in Texts)
        {
            canned.Give(status, Filled(body, json));
            await CheckAsync(canned.App, status, $"{name} in {place}", tellsFailure && !(name == "null" && place is "errorDetail" or "Meta.Errors"));
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_body_in_another_encoding_ends_a_call_like_any_other(int status)
    {
        const string Body = """{"Meta":{"DataModel":"Scheduling","Errors":[{"Text":"café"}]}}""";
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1])
        {
            canned.Give(status, [.. encoding.GetPreamble(), .. encoding.GetBytes(Body)]);
            await CheckAsync(canned.App, status, encoding.WebName, isFailure: true);
        }
    }

    [Fact]
    public async Task What_a_gateway_says_in_Latin_1_is_understood()
    {
        canned.Give(400, Encoding.Latin1.GetBytes("""{"errorDetail":"no café in CANARY"}"""));

        var exception = await Assert.ThrowsAsync<RedoxRejectedException>(() => canned.App.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal("no caf\uFFFD in CANARY", Assert.Single(exception.Errors).Text);
        Assert.Equal(Delivery.Rejected, exception.Delivery);
    }

    public static TheoryData<string> Headers => ["Retry-After", "X-RateLimit-Limit", "Redox-Trace-Id", "Content-Type", "Date", "ETag", "X-Anything"];

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Invalid_header_in_a_response_ends_the_call_normally(string header)
    {
        string[] values =
        [
            "", " ", "caf\u00e9", "\u00ff\u00fe", "-1", "0", "1e9", "99999999999999999999999", new string('9', 5000), "NaN", "Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT",
            "text/html; charset=utf-16", "application/json; charset=\u00e9", ";;;,,,", "a\tb", "3, 4",
        ];
        foreach (var value in values)
        {
            foreach (var status in (int[])[200, 401, 429, 503])
            {
                canned.Give(status, """{"Meta":{"DataModel":"Scheduling","EventType":"New"}}"""u8.ToArray(), $"{header}: {value}\r\n");
                await CheckAsync(canned.App, status, $"{header}: {value}", isFailure: status != 200);
            }
        }
    }

    private static async Task CheckAsync(TestApp app, int status, string what, bool isFailure)
    {
        foreach (var query in (bool[])[false, true])
        {
            app.Services.GetFakeLogCollector().Clear();
            var exception = await Record.ExceptionAsync(() => (query ? (Task)app.Client.QueryAsync(TestApp.Search()) : app.Client.SendAsync(TestApp.Appointment())).WaitAsync(TestApp.Patience));

            var failures = app.Services.GetFakeLogCollector().GetSnapshot().Count(record => record.Id.Id == 3);
            Assert.True(exception is RedoxException || (exception is null && status == 200 && !isFailure), $"{what}, {status}: {exception}");
            Assert.Equal(exception is null ? 0 : 1, failures);
            if (exception is RedoxException failure)
            {
                Assert.Equal(status, (int?)failure.StatusCode);
                Delivery[] right = status switch { >= 500 => [Delivery.Unknown], >= 400 => [Delivery.Rejected], _ => [Delivery.Unknown, Delivery.Rejected] };
                Assert.Contains(failure.Delivery, right);
                Assert.Equal(status == 200 && failure is RedoxUnavailableException ? Delivery.Unknown : failure.Delivery, failure.Delivery);
            }
        }
    }

    private static byte[] Filled(string body, byte[] json)
    {
        var parts = body.Split('@');
        return [.. parts.SelectMany((part, index) => index == 0 ? Encoding.UTF8.GetBytes(part) : [.. json, .. Encoding.UTF8.GetBytes(part)])];
    }
}
