using System.Reflection;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing;

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
        Assert.Equal(OfTheLibrary, FaultOrder.Names.Concat(FaultOrder.NotOffered.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_offered_fault_can_be_scripted()
    {
        await using var host = await RunningHost.StartAsync();
        var overview = (await host.SendAsync("GET", "__redox")).Body;
        var offered = OfTheLibrary.Except(FaultOrder.NotOffered.Keys).ToList();
        foreach (var name in offered)
        {
            var route = name is "InvalidRequest" or "OAuthError" or "LegacyUnauthorized" ? "token" : "messages";
            var response = await host.SendAsync(
                "POST", "__redox/faults", $$"""{"fault":"{{name}}","route":"{{route}}","delay":1,"status":418,"text":"No","code":"invalid_client"}""");
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

        foreach (var (name, reason) in FaultOrder.NotOffered)
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
