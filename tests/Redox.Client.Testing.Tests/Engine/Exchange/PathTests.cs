using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Exchange;

/// <summary>Paths in other spellings, and verbs that no endpoint has.</summary>
public abstract class PathTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : PathTests(Transport.InMemory);

    public sealed class OnSocket() : PathTests(Transport.Socket);

    [Theory]
    [InlineData("endpoint/")]
    [InlineData("ENDPOINT")]
    [InlineData("Query/")]
    public async Task Path_in_another_form_is_the_same_endpoint(string path)
    {
        Assert.Equal(200, (await PostWithTokenAsync(Appointment, path)).Status);

        var entry = Redox.Requests.Messages[^1];
        Assert.Equal(("/" + path, FakeRoute.Messages), (entry.Path, entry.Route));
        Assert.Contains("RoutePathForm", entry.Behaviours.Select(behaviour => behaviour.Id));
        await Redox.VerifyAsync();
    }

    [Theory]
    [InlineData("v2/auth/token", "Token")]
    [InlineData("auth/authenticate/", "Token")]
    [InlineData("endpoint", "Messages")]
    [InlineData("Query/", "Messages")]
    public async Task Verbs_of_a_path_are_listed_on_request(string path, string route)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        using var response = await Http.SendAsync(request);

        Assert.Equal((200, "POST", "POST"), ((int)response.StatusCode, response.Content.Headers.Allow.Single(), await response.Content.ReadAsStringAsync()));
        var entry = Assert.Single(Redox.Requests);
        Assert.Equal((route, "RouteOptions"), ($"{entry.Route}", Assert.Single(entry.Behaviours).Id));
        await Redox.VerifyAsync();
    }

    [Theory]
    [InlineData("OPTIONS", "nothing")]
    [InlineData("GET", "endpoint")]
    [InlineData("PUT", "endpoint")]
    [InlineData("TRACE", "endpoint")]
    [InlineData("HEAD", "endpoint")]
    public async Task Another_verb_is_refused(string verb, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        using var response = await Http.SendAsync(request);

        Assert.Equal((404, 9), ((int)response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Equal(verb == "HEAD" ? "" : "Not Found", await response.Content.ReadAsStringAsync());
        Assert.Equal(RequestProblemKind.RouteUnknown, Assert.Single(Assert.Single(Redox.Requests).Problems).Kind);
    }
}
