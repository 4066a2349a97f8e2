using System.Text.RegularExpressions;
using Shared;

namespace Redox.Client.Testing.Tests.Engine.Exchange;

/// <summary>The endpoints of the fake are those of the table in docs/testing.md, which is the test data here; the fake has a list of its own in one file.</summary>
public sealed partial class EndpointTests : IAsyncLifetime, IDisposable
{
    private const string List = "src/Redox.Client.Testing/Engine/Exchange/EndpointTable.cs";

    private static readonly string[][] Table =
    [
        .. RepositoryFiles.Read("docs/testing.md").Split('\n')
            .SkipWhile(line => line != "## Endpoints")
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()),
    ];

    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.Strictness = Strictness.Lenient);
    private readonly HttpClient _http;

    public EndpointTests() => _http = _redox.CreateHttpClient();

    public static TheoryData<string, string, FakeRoute, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, FakeRoute, string>();
            foreach (var cells in Table)
            {
                rows.Add(cells[0].Split(' ')[0], cells[0].Split(' ')[1], Enum.Parse<FakeRoute>(cells[1]), cells[3]);
            }

            return rows;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _redox.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Journal_says_route_and_source_of_an_endpoint(string method, string path, FakeRoute route, string behaviour)
    {
        await SendAsync(method, path);

        var entry = Assert.Single(_redox.Requests.Of(route));
        Assert.Equal((method, path, route), (entry.Method, entry.Path, entry.Route));
        Assert.Contains(behaviour, entry.Behaviours.Select(known => known.Id));
        Assert.DoesNotContain(entry.Problems, problem => problem.Kind == RequestProblemKind.RouteUnknown);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Fault_of_the_route_meets_an_endpoint(string method, string path, FakeRoute route, string behaviour)
    {
        _redox.Faults.On(route).Then(Fault.Response(299));

        Assert.Equal(299, await SendAsync(method, path));

        Assert.DoesNotContain(behaviour, Assert.Single(_redox.Requests).Behaviours.Select(known => known.Id));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Another_verb_keeps_the_route_and_is_refused(string method, string path, FakeRoute route, string behaviour)
    {
        _redox.Faults.On(route).Then(Fault.Response(299)); // For requests that the endpoint answers.

        Assert.Equal(404, await SendAsync("DELETE", path));

        var entry = Assert.Single(_redox.Requests.Of(route));
        Assert.Equal($"DELETE {path} is not an endpoint of the fake. This path answers {method}.", Assert.Single(entry.Problems).Text);
        Assert.DoesNotContain(behaviour, entry.Behaviours.Select(known => known.Id));
    }

    [Fact]
    public async Task Problem_of_an_unknown_path_lists_the_endpoints()
    {
        Assert.Equal(404, await SendAsync("POST", "/endpoints"));

        var entry = Assert.Single(_redox.Requests);
        Assert.Null(entry.Route);
        Assert.Equal(
            $"POST /endpoints is not an endpoint of the fake. It answers {string.Join(", ", Table.Select(cells => cells[0]))}; RedoxFake.WireMock takes mappings for other paths.",
            Assert.Single(entry.Problems).Text);
    }

    [Fact]
    public void Every_route_has_an_endpoint() => Assert.Equal(Enum.GetNames<FakeRoute>().Order(), Table.Select(cells => cells[1]).Distinct().Order());

    [Fact]
    public void Paths_stand_in_one_file() => Assert.Equal(
        [List],
        from file in RepositoryFiles.EndingIn(".cs")
        where file.StartsWith("src/Redox.Client.Testing", StringComparison.Ordinal) || file.StartsWith("src/Redox.Client.Tool/", StringComparison.Ordinal)
        where Table.Any(cells => PathOf(cells[0]).IsMatch(Code(file)))
        select file);

    private async Task<int> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _http.SendAsync(request);
        return (int)response.StatusCode;
    }

    // With its slash, or after an address that ends in one.
    private static Regex PathOf(string endpoint) => new($@"[/}}]{Regex.Escape(endpoint.Split(' ')[1].TrimStart('/'))}\b", RegexOptions.IgnoreCase);

    private static string Code(string file) => Comment().Replace(RepositoryFiles.Read(file), "");

    [GeneratedRegex("^ *//.*$|(?<=[;{,]) //.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
