using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>The source of a message: a header, a member of <c>Meta</c>, or the client's own.</summary>
public abstract class SourceTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : SourceTests(Transport.InMemory);

    public sealed class OnSocket() : SourceTests(Transport.Socket);

    private const string One = "11111111-1111-4111-8111-111111111111";
    private const string Two = "22222222-2222-4222-8222-222222222222";

    [Theory]
    [InlineData(null, null, null, "")]
    [InlineData(null, Two, Two, "")]
    [InlineData(One, null, One, "MessageSourceHeader")]
    [InlineData(One, One, One, "MessageSourceHeader")]
    [InlineData(One, Two, One, "MessageSourceHeader MessageSourceHeaderFirst")]
    public async Task Source_is_that_of_the_header_before_that_of_the_message(string? header, string? meta, string? source, string behaviours)
    {
        var response = await SendAsync(Sourced(Appointment, meta), header);

        Assert.Equal(200, response.Status);
        var entry = Redox.Requests.Messages[^1];
        Assert.Equal(source, entry.SourceId);
        var answered = (string?)response.Json.SelectToken("Meta.Source.ID");
        Assert.True(source is null ? Guid.TryParse(answered, out _) && answered is not (One or Two) : answered == source, answered);
        Assert.Equal(behaviours, string.Join(' ', entry.Behaviours.Select(behaviour => behaviour.Id).Where(id => id.StartsWith("MessageSource", StringComparison.Ordinal))));
        Assert.Equal(header is not null && meta == Two ? [$"Redox-Source-Id is '{One}', but Meta.Source.ID is '{Two}'. The fake takes the header; send one of them."] : [], entry.Notes);
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task Source_of_the_header_is_in_responses_to_queries_and_in_errors()
    {
        var query = await SendAsync(Query("Scheduling", "Booked", "{}", "\"StartDateTime\":\"2026-01-05T09:00:00.000Z\""), One);
        var error = await SendAsync("{}", One);

        Assert.Equal((200, One), (query.Status, (string?)query.Json.SelectToken("Meta.Source.ID")));
        Assert.Equal((400, One), (error.Status, (string?)error.Json.SelectToken("Meta.Source.ID")));
    }

    [Fact]
    public async Task Header_that_is_empty_names_no_source()
    {
        await SendAsync(Sourced(Appointment, Two), "");

        Assert.Equal(Two, Redox.Requests.Messages[^1].SourceId);
    }

    private static string Sourced(string message, string? source) =>
        source is null ? message : message.Replace("\"Test\":true", $"\"Source\":{{\"ID\":\"{source}\"}}", StringComparison.Ordinal);

    private async Task<Response> SendAsync(string message, string? source)
    {
        using var request = await WithTokenAsync(message);
        if (source is not null)
        {
            request.Headers.TryAddWithoutValidation("redox-source-id", source);
        }

        return await SendAsync(request);
    }
}
