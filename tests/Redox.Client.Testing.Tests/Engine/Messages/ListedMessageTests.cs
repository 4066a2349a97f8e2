using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>Every kind of message in Redox's own list of 2023 goes through the client's reading and checking, and through the fake.</summary>
public sealed class ListedMessageTests : IAsyncLifetime
{
    // With nothing but what is required these search for no one: the fake refuses that as recorded.
    private static readonly string[] Searches = ["PatientSearch.Query", "Vaccination.PatientQuery"];

    private readonly RedoxFake _redox = RedoxFake.InMemory();
    private readonly HttpClient _http;

    public ListedMessageTests() => _http = _redox.CreateHttpClient();

    public static TheoryData<string> Events => [.. ListedMessage.Names];

    public async Task InitializeAsync()
    {
        using var reply = await _http.PostAsJsonAsync("auth/authenticate", new { apiKey = _redox.Auth.LegacyApiKey, secret = _redox.Auth.LegacySecret });
        var token = (await reply.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
        _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        _redox.Requests.Allow(RequestProblemKind.SearchCriteriaMissing);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _redox.DisposeAsync();
    }

    [Fact]
    public void List_has_115_kinds_of_messages() => Assert.Equal(115, ListedMessage.Names.Count());

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Message_with_all_members_is_read_without_issues_and_taken(string name)
    {
        var message = ListedMessage.Full(name);
        var (parsed, issues) = RedoxJson.Read(Encoding.UTF8.GetBytes(message.ToJsonString()));

        Assert.Empty(issues.Select(issue => $"{issue.Path}: expected {issue.Expected}, found {issue.Found}"));
        Assert.True(JsonNode.DeepEquals(message, JsonNode.Parse(RedoxJson.SerializeToUtf8Bytes(parsed))));
        Assert.Equal(0, Unknown(parsed, message));
        await AssertTakenAsync(message, 200);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Message_with_the_required_members_is_taken(string name)
    {
        var status = Searches.Contains(name) ? 400 : 200;
        await AssertTakenAsync(ListedMessage.RequiredByList(name), status);
        await AssertTakenAsync(ListedMessage.RequiredByDefinition(name), status);
    }

    private async Task AssertTakenAsync(JsonObject message, int status)
    {
        Assert.Empty(RedoxJson.Validate(message.ToJsonString()).Select(problem => $"{problem}"));

        using var content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri("endpoint", UriKind.Relative), content);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain(_redox.Requests.Messages[^1].Problems, problem => problem.Kind is RequestProblemKind.MemberMissing or RequestProblemKind.MemberMalformed);
    }

    // How many members the types do not know: written back as well, but not readable as properties.
    private static int Unknown(object? value, JsonNode? json) => (value, json) switch
    {
        (RedoxObject known, JsonObject members) => known.AdditionalProperties.Count + members.Sum(member => Unknown(known.GetType().GetProperty(member.Key)?.GetValue(known), member.Value)),
        (System.Collections.IEnumerable items and not string, JsonArray list) => items.Cast<object>().Zip(list, Unknown).Sum(),
        _ => 0,
    };
}
