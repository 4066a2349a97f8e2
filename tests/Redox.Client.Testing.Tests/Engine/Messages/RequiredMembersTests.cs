using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shared.Json;

namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>
/// The fake refuses a message of every event that lacks anything its event requires, with the documented text. The messages are made from
/// the definitions and sent by a plain <see cref="HttpClient"/>.
/// </summary>
public sealed class RequiredMembersTests : IAsyncLifetime
{
    private readonly RedoxFake _redox = RedoxFake.InMemory();
    private readonly HttpClient _http;

    public RequiredMembersTests() => _http = _redox.CreateHttpClient();

    public static TheoryData<string> Events => [.. RequiredInYaml.Paths.Keys.Order(StringComparer.Ordinal)];

    public async Task InitializeAsync()
    {
        _redox.Requests.Allow(RequestProblemKind.MemberMissing);
        using var reply = await _http.PostAsJsonAsync("auth/authenticate", new { apiKey = _redox.Auth.LegacyApiKey, secret = _redox.Auth.LegacySecret });
        var token = (await reply.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
        _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _redox.DisposeAsync();
    }

    [Fact]
    public void There_is_a_row_for_each_of_the_115_events() =>
        Assert.Equal(RedoxJson.Definitions.Select(definition => $"{definition}").Order(), RequiredInYaml.Paths.Keys.Order());

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Missing_required_member_is_refused_with_the_documented_text(string name)
    {
        Assert.Equal(200, (await PostAsync(FullMessage(name))).Status);
        foreach (var path in RequiredInYaml.Paths[name])
        {
            var message = FullMessage(name);
            Remove(message, path);

            var expected = $"Required field missing - {path.Replace("[]", "", StringComparison.Ordinal)} in {name.Replace('.', ':')}";
            Assert.Equal((400, expected), await PostAsync(message));
            Assert.False(_redox.Requests.Messages[^1].Accepted);
        }
    }

    private static JsonObject FullMessage(string name)
    {
        var message = JsonNode.Parse(FullJson.Message(name))!.AsObject();

        // A query has exactly one destination.
        message["Meta"]!["Destinations"]!.AsArray().RemoveAt(1);
        return message;
    }

    // Of each list the second item, so that the first alone does not decide.
    private static void Remove(JsonObject message, string path)
    {
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate((JsonNode)message, (at, step) => step.EndsWith("[]", StringComparison.Ordinal) ? at[step[..^2]]![1]! : at[step]!);
        Assert.True(parent.AsObject().Remove(steps[^1]), path);
    }

    private async Task<(int Status, string? Error)> PostAsync(JsonObject message)
    {
        using var content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json");
        using var reply = await _http.PostAsync(new Uri("endpoint", UriKind.Relative), content);
        var meta = (await reply.Content.ReadFromJsonAsync<JsonObject>())!["Meta"]!;
        return ((int)reply.StatusCode, meta["Errors"]?[0]?["Text"]?.GetValue<string>());
    }
}
