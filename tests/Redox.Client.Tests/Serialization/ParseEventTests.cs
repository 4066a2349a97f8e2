using Redox.Client.Models;
using Redox.Client.Tests.Setup;
using Shared.Samples;

namespace Redox.Client.Tests.Serialization;

/// <summary>Stored JSON of an event goes out without a cast.</summary>
public sealed class ParseEventTests
{
    [Fact]
    public async Task An_event_of_a_known_and_of_an_unknown_type_is_sent_as_it_was_stored()
    {
        await using var app = new OutboundApp();
        string[] stored =
        [
            """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Destinations":[{"ID":"a"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""",
            """{"Meta":{"DataModel":"Genomics","EventType":"New","Destinations":[{"ID":"a"}]},"Genes":[1,null]}""",
        ];

        foreach (var json in stored)
        {
            await app.Client.SendAsync(RedoxJson.ParseEvent(json));
            await app.Client.WriteBackAsync(RedoxJson.ParseEvent(System.Text.Encoding.UTF8.GetBytes(json)));
        }

        Assert.Equal(stored.SelectMany(json => new[] { json, json }), app.Messages.Select(message => message.Text));
    }

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void Each_sample_is_an_event_or_is_refused_with_its_type(string name)
    {
        var message = RedoxJson.Parse(Sample.Read(name));
        if (message is IRedoxEvent)
        {
            Assert.Equal(message, RedoxJson.ParseEvent(Sample.Read(name)));
            return;
        }

        var error = Assert.Throws<RedoxPayloadException>(() => RedoxJson.ParseEvent(Sample.Read(name)));
        Assert.Contains($"Parse<{message.GetType().Name}>", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_message_is_refused_as_everywhere(string json) => Assert.Throws<RedoxPayloadException>(() => RedoxJson.ParseEvent(json));

    [Fact]
    public void A_query_is_named_in_the_error() => Assert.Equal(
        $"PatientSearch.Query is not an event: it is a query, the response to one, or a sign-on. Read it with Parse<{nameof(PatientSearchQuery)}>.",
        Assert.Throws<RedoxPayloadException>(() => RedoxJson.ParseEvent("""{"Meta":{"DataModel":"PatientSearch","EventType":"Query"}}""")).Message);
}
