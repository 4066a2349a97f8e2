using System.Reflection;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing;
using Redox.Client.Tool.Control.Faults;

namespace Redox.Client.Tool.Tests;

/// <summary>The faults of the program against those of the library, <see cref="Fault"/>.</summary>
public sealed class FaultTests
{
    private static readonly string[] OfTheLibrary =
    [
        .. typeof(Fault).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name).Distinct().Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_fault_of_the_library_is_offered_or_not_for_a_reason()
    {
        Assert.InRange(OfTheLibrary.Length, 30, 100);
        Assert.Equal(OfTheLibrary, FaultKinds.All.Select(kind => kind.Name).Concat(FaultKinds.NotOffered.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_offered_fault_can_be_scripted()
    {
        await using var host = await RunningHost.StartAsync();
        var overview = (await host.SendAsync("GET", "__redox")).Body;
        var offered = OfTheLibrary.Except(FaultKinds.NotOffered.Keys).ToList();
        foreach (var name in offered)
        {
            var route = name is "InvalidRequest" or "OAuthError" or "LegacyUnauthorized" ? "token" : "messages";
            var needed = name switch
            {
                "Slow" => ",\"delay\":1",
                "Response" => ",\"status\":418",
                "NotHttp" => ",\"text\":\"No\"",
                "OAuthError" => ",\"code\":\"invalid_client\"",
                _ => "",
            };
            var response = await host.SendAsync("POST", "__redox/faults", $$"""{"fault":"{{name}}","route":"{{route}}"{{needed}}}""");
            Assert.Equal((200, name), (response.Status, name));
            Assert.Matches($@"\b{name}\b", overview);
        }

        Assert.Equal(offered.Count, (await host.JsonAsync("GET", "__redox/faults"))["unused"]!.Count());
        await host.SendAsync("DELETE", "__redox/faults");
        Assert.Empty((await host.JsonAsync("GET", "__redox/faults"))["unused"]!);
    }

    [Fact]
    public async Task Fault_that_is_not_offered_is_refused_with_its_reason()
    {
        await using var host = await RunningHost.StartAsync();

        foreach (var (name, reason) in FaultKinds.NotOffered)
        {
            var response = await host.SendAsync("POST", "__redox/faults", $$"""{"fault":"{{name}}"}""");
            Assert.Equal((400, $"{name} is only available to tests in .NET: {reason}."), (response.Status, (string?)JObject.Parse(response.Body)["error"]));
        }
    }

    [Fact]
    public async Task OAuth_error_has_the_given_code_text_and_status()
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync("POST", "__redox/faults", """{"fault":"OAuthError","route":"token","code":"invalid_client","text":"no such client","status":401}""");

        var response = await host.SendAsync("POST", "v2/auth/token");

        var body = JObject.Parse(response.Body);
        Assert.Equal((401, "invalid_client", "no such client"), (response.Status, (string?)body["error"], (string?)body["error_description"]));
    }

    [Fact]
    public async Task Response_has_the_given_content_type_headers_and_body()
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync(
            "POST", "__redox/faults", """{"fault":"Response","status":418,"contentType":"application/problem+json","headers":{"X-Kettle":"on","Via":"1.1 proxy"},"body":{"a":[1,"ü",null]}}""");
        await host.SendAsync("POST", "__redox/faults", """{"fault":"Response","status":299,"body":"plain text"}""");
        await host.SendAsync("POST", "__redox/faults", """{"fault":"Response","status":200,"body":[1.50]}""");

        using var content = new StringContent("{}");
        using var first = await host.Http.PostAsync(new Uri("endpoint", UriKind.Relative), content);

        Assert.Equal((418, "application/problem+json"), ((int)first.StatusCode, $"{first.Content.Headers.ContentType}"));
        Assert.Equal(("on", "1.1 proxy"), (string.Join(",", first.Headers.GetValues("X-Kettle")), $"{first.Headers.Via}"));
        Assert.Equal("""{"a":[1,"ü",null]}""", await first.Content.ReadAsStringAsync());
        Assert.Equal((299, "plain text"), await host.SendAsync("POST", "endpoint"));
        Assert.Equal((200, "[1.50]"), await host.SendAsync("POST", "endpoint"));
    }

    [Theory]
    [InlineData("", 401)]
    [InlineData(""","then":{"fault":"ServiceUnavailable","retryAfter":3}""", 503)]
    public async Task Held_request_is_answered_when_it_is_released(string then, int status)
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync("POST", "__redox/faults", $$"""{"fault":"Held","times":2{{then}}}""");
        for (var number = 1; number <= 2; number++)
        {
            var held = host.SendAsync("POST", "endpoint");
            while ((await host.JsonAsync("GET", "__redox/journal")).Count() < number)
            {
                Assert.False(held.IsCompleted);
            }

            // It is in the journal a moment before it meets its fault.
            Assert.Equal("Received", (string?)(await host.JsonAsync("GET", "__redox/journal"))[number - 1]!["state"]);
            while (!held.IsCompleted)
            {
                await host.SendAsync("POST", "__redox/faults/release");
            }

            Assert.Equal(status, (await held).Status);
        }
    }

    [Theory]
    [InlineData("DELETE", "__redox/faults")]
    [InlineData("POST", "__redox/reset")]
    public async Task Held_request_is_let_go_with_all_faults(string method, string path)
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync("POST", "__redox/faults", """{"fault":"Held","always":true}""");
        var held = host.SendAsync("POST", "endpoint");
        while (!(await host.JsonAsync("GET", "__redox/journal")).Any())
        {
            Assert.False(held.IsCompleted);
        }

        while (!held.IsCompleted)
        {
            await host.SendAsync(method, path);
        }

        Assert.Equal(401, (await held).Status);
        Assert.Equal(401, (await host.SendAsync("POST", "endpoint")).Status);
    }

    [Fact]
    public async Task Fault_that_is_always_there_stays_until_it_is_removed()
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync("POST", "__redox/faults", """{"fault":"TooManyRequests","retryAt":"2026-01-05T09:00:00Z","limit":5,"always":true}""");
        for (var request = 0; request < 3; request++)
        {
            using var content = new StringContent("{}");
            using var response = await host.Http.PostAsync(new Uri("endpoint", UriKind.Relative), content);
            Assert.Equal((429, "Mon, 05 Jan 2026 09:00:00 GMT"), ((int)response.StatusCode, $"{response.Headers.RetryAfter}"));
            Assert.Equal(["5"], response.Headers.GetValues("X-RateLimit-Limit"));
        }

        await host.SendAsync("DELETE", "__redox/faults");

        Assert.Equal(401, (await host.SendAsync("POST", "endpoint")).Status);
    }

    [Fact]
    public async Task Error_has_the_given_text_type_and_module()
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync("POST", "__redox/faults", """{"fault":"BadRequest","text":"No such chart","type":"query","module":"Send"}""");

        var error = JObject.Parse((await host.SendAsync("POST", "endpoint", """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"}}""")).Body).SelectToken("Meta.Errors[0]")!;

        Assert.Equal(("No such chart", "query", "Send"), ((string?)error["Text"], (string?)error["Type"], (string?)error["Module"]));
    }

    [Fact]
    public async Task Program_lists_the_endpoints_that_the_fake_names()
    {
        await using var host = await RunningHost.StartAsync();
        await host.SendAsync("POST", "nowhere");

        var problem = (string)(await host.JsonAsync("GET", "__redox/journal"))[0]!.SelectToken("problems[0].text")!;
        var named = problem.Split("It answers ")[1].Split(';')[0].Split(", ");

        Assert.InRange(named.Length, 5, 100);
        var overview = (await host.SendAsync("GET", "__redox")).Body;
        Assert.All(named, endpoint => Assert.Matches($@"(?m)^{endpoint} +[a-z]+$", overview));
    }
}
