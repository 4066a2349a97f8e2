using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>The shapes of answers that are recorded, documented or to be expected, and what becomes of them.</summary>
public sealed class ResponseTests
{
    private const string Accepted = """{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"log-1","AttemptID":"attempt-1"}],"Destinations":[{"ID":"d1","Name":"General Hospital"}]}}""";

    private const string Failure = """
        {"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"33333333-3333-4333-8333-333333333333"}],
         "Errors":[{"ID":84607512,"Text":"CANARY field missing","Type":"message","Module":"DataModels"}]}}
        """;

    [Fact]
    public async Task An_acknowledgement_becomes_a_receipt_with_a_log_for_each_destination()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """
            {"Meta":{"DataModel":"Scheduling","EventType":"New","Source":{"ID":"s"},
             "Logs":[{"ID":"33333333-3333-4333-8333-333333333333","AttemptID":"a1"},{"ID":4242,"AttemptID":4243}],
             "Destinations":[{"ID":"d1","Name":"First"},{"ID":"d2","Name":"Second"}]}}
            """));

        var receipt = await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal([("33333333-3333-4333-8333-333333333333", "a1", "First"), ("4242", "4243", "Second")], receipt.Logs.Select(log => (log.ID, log.AttemptID, log.Destination?.Name)));
        Assert.Equal("s", receipt.Meta.Source?.ID);
        Assert.Equal("RedoxReceipt { Logs = [33333333-3333-4333-8333-333333333333] }", receipt.ToString()); // What is not a UUID may be anybody's text.
        Assert.Equal("RedoxLogReference { ID =  }", receipt.Logs[1].ToString());
    }

    [Fact]
    public async Task Logs_that_do_not_match_the_destinations_stand_alone()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Meta":{"Logs":[{"ID":"l1"}],"Destinations":[{"ID":"d1"},{"ID":"d2"}]}}"""));

        var log = Assert.Single((await app.Client.SendAsync(TestApp.Appointment())).Logs);

        Assert.Equal("l1", log.ID);
        Assert.Null(log.Destination);
    }

    public static TheoryData<int, string, string, Type, string> Shapes => new()
    {
        { 400, "application/json", Failure, typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 400; error 84607512 message/DataModels). See Errors for Redox's reasons; they may quote the message." },
        { 200, "application/json", Failure, typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 200; error 84607512 message/DataModels). See Errors for Redox's reasons; they may quote the message." },
        { 400, "application/json", """{"Meta":{"Errors":[{"ID":1,"Text":"CANARY No subscriptions.","Type":"message","Module":"Subscriptions"}]}}""", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 400; error 1 message/Subscriptions). Check that each destination is subscribed to this data model, in the same environment as the key." },
        { 400, "application/json", """{"Meta":{"Errors":{"Text":"CANARY","Type":"CANARY <b>","Module":"Send"}}}""", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 400; error Send). See Errors for Redox's reasons; they may quote the message." },
        { 400, "application/json", """{"Meta":{"Errors":["CANARY"]}}""", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 400; error). See Errors for Redox's reasons; they may quote the message." },
        { 200, "application/json", """{"Meta":{"Errors":"CANARY"}}""", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 200; error). See Errors for Redox's reasons; they may quote the message." },
        { 400, "application/json", """{"errorDetail":"CANARY"}""", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 400; error). See Errors for Redox's reasons; they may quote the message." },
        { 400, "application/json", """{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Message":{"ID":4536334747},"Source":{"ID":"s","Name":"My source"},"Destinations":[{"ID":"d","Name":"Sandbox"}],"Errors":[{"ID":84607512,"Text":"CANARY service returned status code 400","Type":"transmission","Module":"Send"}]}}""", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 400; error 84607512 transmission/Send). See Errors for Redox's reasons; they may quote the message." },
        { 400, "text/plain", "CANARY", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 400; plain text). The response gives no reasons: check Redox's logs, BaseAddress and any proxy or gateway in between." },
        { 422, "application/json", """{"Meta":{"Errors":[]}}""", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 422; Meta). The response gives no reasons: check Redox's logs, BaseAddress and any proxy or gateway in between." },
        { 407, "text/html", "CANARY", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 407; an HTML page or plain text). A proxy requires credentials; nothing arrived at Redox. Check the proxy's settings." },
        { 413, "text/plain", "CANARY", typeof(RedoxRejectedException), "Scheduling.New: refused (HTTP 413; plain text). The message is too large: upload files and refer to them instead of embedding them." },
        { 401, "text/html", "CANARY Invalid request", typeof(RedoxAuthenticationException), "Scheduling.New: Redox refused the access token, even after it was renewed (HTTP 401; an HTML page or plain text). Check that the API key is active, and allowed to act for the source." },
        { 502, "text/html", "<html>CANARY</html>", typeof(RedoxUnavailableException), "Scheduling.New: Redox failed (HTTP 502; an HTML page or plain text). The message may have arrived: check Redox's logs before you send it again." },
        { 504, "text/plain", "", typeof(RedoxUnavailableException), "Scheduling.New: Redox failed (HTTP 504; an empty body). The message may have arrived: check Redox's logs before you send it again." },
        { 500, "application/json", "{\"CANARY", typeof(RedoxUnavailableException), "Scheduling.New: Redox failed (HTTP 500; broken JSON). The message may have arrived: check Redox's logs before you send it again." },
        { 200, "text/html", "<html>CANARY</html>", typeof(RedoxUnavailableException), "Scheduling.New: the response cannot be read (HTTP 200, an HTML page or plain text, 19 bytes). Check BaseAddress and any proxy or gateway in between. The message may have arrived: check Redox's logs before you send it again." },
        { 200, "application/json", "", typeof(RedoxUnavailableException), "Scheduling.New: the response cannot be read (HTTP 200, an empty body, 0 bytes). Check BaseAddress and any proxy or gateway in between. The message may have arrived: check Redox's logs before you send it again." },
        { 200, "application/json", """{"Meta":["CANARY"]}""", typeof(RedoxUnavailableException), "Scheduling.New: the response cannot be read (HTTP 200, JSON without Meta, 19 bytes). Check BaseAddress and any proxy or gateway in between. The message may have arrived: check Redox's logs before you send it again." },
        { 200, "application/json", "[1]", typeof(RedoxUnavailableException), "Scheduling.New: the response cannot be read (HTTP 200, JSON that is not an object, 3 bytes). Check BaseAddress and any proxy or gateway in between. The message may have arrived: check Redox's logs before you send it again." },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Failure_says_what_happened_without_quoting_the_response(int status, string mediaType, string body, Type exceptionType, string message)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(status, body, mediaType));

        var exception = Assert.IsAssignableFrom<RedoxException>(await Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment())));

        Assert.IsType(exceptionType, exception);
        Assert.Equal(message, exception.Message);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", app.Log, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
    }

    [Fact]
    public async Task What_Redox_says_is_there_to_be_read()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, Failure));

        var exception = await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment()));

        var error = Assert.Single(exception.Errors);
        Assert.Equal((84607512L, "CANARY field missing", "message", "DataModels"), (error.ID, error.Text, error.Type?.Value, error.Module));
        Assert.Equal(["33333333-3333-4333-8333-333333333333"], exception.LogIds);
        Assert.Equal(Delivery.Rejected, exception.Delivery);
    }

    [Fact]
    public async Task Errors_of_one_of_several_destinations_leave_the_delivery_unknown()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, Failure));

        var exception = await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment(new() { ID = "a" }, new() { ID = "b" })));

        Assert.Equal(Delivery.Unknown, exception.Delivery);
    }

    [Fact]
    public async Task Query_whose_response_lists_errors_fails()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Patient":{},"Meta":{"DataModel":"PatientSearch","EventType":"Query","Errors":[{"ID":5,"Text":"CANARY","Type":"query","Module":"Send"}]}}"""));

        var exception = await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.QueryAsync(TestApp.Search()));

        Assert.Equal("PatientSearch.Query: refused (HTTP 200; error 5 query/Send). See Errors for Redox's reasons; they may quote the message.", exception.Message);
    }

    /// <summary>Nobody has met these forms yet. A failure in an odd form is a failure all the same.</summary>
    [Theory]
    [InlineData("""{"Text":"CANARY","Module":"Send"}""", "error Send")]
    [InlineData("\"CANARY\"", "error")]
    [InlineData("[\"CANARY\"]", "error")]
    [InlineData("[null]", "error")]
    [InlineData("7", "error")]
    [InlineData("true", "error")]
    [InlineData("[[]]", "error")]
    [InlineData("[],\"Errors\":[]", "error")]
    [InlineData("\"CANARY\",\"Errors\":[],\"Logs\":7,\"Logs\":[]", "error")]
    [InlineData("[{\"Module\":\"Send\"}],\"Errors\":null", "error Send")]
    public async Task Errors_in_an_odd_form_are_errors_in_every_response(string errors, string said)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Patient":{"Identifiers":[]},"Meta":{"DataModel":"PatientSearch","EventType":"Query","Errors":""" + errors + "}}"));

        var asked = await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.QueryAsync(TestApp.Search()));
        var sent = await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.StartsWith($"PatientSearch.Query: refused (HTTP 200; {said}).", asked.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Scheduling.New: refused (HTTP 200; {said}).", sent.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"CANARY\"")]
    [InlineData("""{"CANARY":1}""")]
    [InlineData("[]")]
    public async Task Error_beside_Meta_is_an_error_in_every_response(string detail)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Meta":{"DataModel":"PatientSearch","EventType":"Query"},"errorDetail":""" + detail + "}"));

        await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.QueryAsync(TestApp.Search()));
        await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment()));
    }

    [Theory]
    [InlineData("""{"Meta":[{"DataModel":"PatientSearch","EventType":"Query","Errors":"CANARY"}]}""")]
    [InlineData("""{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Er\u0072ors":"CANARY"}}""")]
    public async Task Errors_in_an_odd_form_are_found_in_an_odd_place(string body)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, body));

        await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.QueryAsync(TestApp.Search()));
        await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment()));
    }

    [Theory]
    [InlineData("""{"Patient":{},"Meta":{"DataModel":"PatientSearch","EventType":"Query","Message":{"ID":4569894581},"Source":{"ID":"s"},"Destinations":[{"ID":"d","Name":"n"}]}}""")]
    [InlineData("""{"Patient":{},"Meta":{"DataModel":"PatientSearch","EventType":"Query","Errors":[]}}""")]
    [InlineData("""{"Patient":{},"Meta":{"DataModel":"PatientSearch","EventType":"Query","Errors":null,"Logs":{"ID":1}}}""")]
    [InlineData("""{"Meta":{"DataModel":"PatientSearch","EventType":"Response","Source":"odd","Destinations":null}}""")]
    public async Task Response_without_errors_is_accepted_however_odd_the_rest_is(string body)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, body));

        Assert.Equal("PatientSearch", (await app.Client.QueryAsync(TestApp.Search())).Meta.DataModel);
        Assert.Equal("PatientSearch", (await app.Client.SendAsync(TestApp.Appointment())).Meta.DataModel);
    }

    [Fact]
    public async Task The_shape_of_2020_without_logs_is_an_acknowledgement_too()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Message":{"ID":4242},"Source":{"ID":"s"},"Destinations":[{"ID":"d","Name":"Redox EMR"}]}}"""));

        var receipt = await app.Client.SendAsync(TestApp.Appointment());

        Assert.Empty(receipt.Logs);
        Assert.Equal(4242, receipt.Meta.Message?.ID);
    }

    [Theory]
    [InlineData("<html>CANARY</html>", "something other than JSON")]
    [InlineData("{\"CANARY\":", "something other than JSON")]
    public async Task Unreadable_response_is_not_quoted(string body, string kind)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, body, "text/x"));

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.QueryAsync(TestApp.Search()));

        Assert.StartsWith($"PatientSearch.Query: the response cannot be read (HTTP 200, {kind}, ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, '\uFEFF' + Accepted));

        Assert.Equal("log-1", Assert.Single((await app.Client.SendAsync(TestApp.Appointment())).Logs).ID);
    }

    [Fact]
    public async Task Outer_handler_may_read_the_response_again()
    {
        var reader = new Reader();
        await using var app = new TestApp(services: services =>
            services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Insert(0, reader)));
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, Accepted));

        var receipt = await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal([Accepted, Accepted], reader.Read);
        Assert.Equal("log-1", Assert.Single(receipt.Logs).ID);
    }

    [Fact]
    public async Task Failure_of_any_length_is_read_as_far_as_needed()
    {
        await using var app = new TestApp(options => options.ValidateBeforeSending = false);
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.OversizedResponse());

        // Read as a whole, the failure would be too long as well.
        await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment() with { Visit = null }));
        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(
            "Scheduling.New: The response is longer than 64 MB, which Redox does not send. Check BaseAddress. The message may have arrived: check Redox's logs before you send it again.",
            exception.Message);
        Assert.Equal(Delivery.Unknown, exception.Delivery);
    }

    /// <summary>A handler that an application puts around those of the client, to look at answers.</summary>
    private sealed class Reader : DelegatingHandler
    {
        public List<string> Read { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            using var copy = new StreamReader(new MemoryStream());
            await response.Content.CopyToAsync(copy.BaseStream, cancellationToken);
            copy.BaseStream.Position = 0;
            Read.Add(await copy.ReadToEndAsync(cancellationToken));
            Read.Add(await response.Content.ReadAsStringAsync(cancellationToken));
            return response;
        }
    }
}
