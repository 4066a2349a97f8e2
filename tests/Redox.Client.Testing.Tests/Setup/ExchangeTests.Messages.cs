using System.Text;
using System.Text.RegularExpressions;

namespace Redox.Client.Testing.Tests.Setup;

// Messages that several rooms send, and what is true of every refusal.
public abstract partial class ExchangeTests
{
    protected const string NoSubscription = "No subscriptions. Meta.Destinations needs to contain a destination from existing subscription.";

    protected const string Appointment =
        """
        {"Meta":{"DataModel":"Scheduling","EventType":"New","Test":true,"EventDateTime":"2026-01-05T09:00:00.000Z",
        "Destinations":[{"ID":"22222222-2222-4222-8222-222222222222","Name":"General"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]},
        "Visit":{"VisitNumber":"7","VisitDateTime":"2026-01-06T09:00:00.000Z","Duration":30,"Location":{"Department":"3N"}}}
        """;

    protected void AssertUnauthorized(Response response, string problem)
    {
        Assert.Equal(401, response.Status);
        Assert.Equal("text/plain", response.ContentType?.MediaType);
        Assert.DoesNotMatch(new Regex("[{<]"), response.Body);
        var entry = Redox.Requests.Messages[^1];
        Assert.Equal(problem, Assert.Single(entry.Problems).Kind.ToString());
        Assert.Equal(("Scheduling", "New", false), (entry.DataModel, entry.EventType, entry.Accepted));
    }

    protected void AssertRejected(Response response, string text, string module, params string[] problems)
    {
        Assert.Equal(400, response.Status);
        Assert.Equal(text, response.Error);
        Assert.Equal("message", (string?)response.Json.SelectToken("Meta.Errors[0].Type"));
        Assert.Equal(module, (string?)response.Json.SelectToken("Meta.Errors[0].Module"));
        Assert.Equal("Fake source", (string?)response.Json.SelectToken("Meta.Source.Name"));
        var entry = Redox.Requests.Messages[^1];
        Assert.False(entry.Accepted);
        Assert.Equal(problems, entry.Problems.Select(problem => problem.Kind.ToString()));
    }

    protected static Fault Named(string name) => (Fault)typeof(Fault).GetProperty(name)!.GetValue(null)!;

    protected async Task<HttpResponseMessage> PostRawAsync(
        string message, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead, CancellationToken cancellationToken = default)
    {
        using var request = await WithTokenAsync(message);
        return await Http.SendAsync(request, completion, cancellationToken);
    }

    protected async Task<HttpRequestMessage> WithTokenAsync(string message) => new(HttpMethod.Post, "endpoint")
    {
        Content = new StringContent(message, Encoding.UTF8, "application/json"),
        Headers = { Authorization = new("Bearer", await GetTokenAsync()) },
    };

    protected const string Unknown = """{"Meta":{"DataModel":"Weather","EventType":"New","Destinations":[{"ID":"a"}]}}""";
}
