using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>A failure counts however its name is written, and what says that there was none is no failure.</summary>
public sealed class HiddenFailureTests
{
    public static TheoryData<string> Names => ["Errors", " Errors", "\\tErrors ", "\\u200bErrors", "\\ufeffErrors", "Er\\u00adrors", "Errors\\ud800", "\\ud83eErrors", "\\u0065rror\\ud800", "\\u0000error", "Err\\u200dors", "\\ufffderror"];

    public static TheoryData<string> Nothing => ["0", "0.0", "0.000", "-0", "0e5", "\"0\"", "\"0.0\"", "\" \"", "\"\"", "\"false\"", "false", "{}", "[]", "null"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Misspelt_error_member_still_means_failure(string name)
    {
        await AssertFailsAsync($$$"""{"Meta":{"DataModel":"Scheduling"},"{{{name}}}":["CANARY"]}""");
        await AssertFailsAsync($$$"""{"Meta":{"DataModel":"Scheduling","{{{name}}}":["CANARY"]}}""");
        await AssertFailsAsync($$$"""{"Meta":{"DataModel":"Scheduling"},"Meta\u200b":{"{{{name}}}":["CANARY"]}}""");
        await AssertFailsAsync($$$"""{"Meta":{"DataModel":"Scheduling"},"Meta\ud800":{"{{{name}}}":["CANARY"]}}""");
    }

    [Theory]
    [MemberData(nameof(Nothing))]
    public async Task Member_that_reports_no_error_is_not_a_failure(string value)
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.Response(200, $$"""{"Meta":{"DataModel":"Scheduling"},"errorCount":{{value}},"error_message":{{value}}}"""));

        await app.Client.SendAsync(TestApp.Appointment());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0.5")]
    [InlineData("1e-400")]
    [InlineData("\"1\"")]
    [InlineData("\"E0\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[0]")]
    public async Task Anything_else_is(string value) => await AssertFailsAsync($$"""{"Meta":{"DataModel":"Scheduling"},"errorCount":{{value}}}""");

    private static async Task AssertFailsAsync(string response)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, response));

        Assert.Single((await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment()))).Errors);
        Assert.Single((await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.QueryAsync(TestApp.Search()))).Errors);
    }
}
