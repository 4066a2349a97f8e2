using System.Text.Json;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>Members that are there more than once stay so when a message is written and read again: a message that is refused does not become good on the way.</summary>
public sealed class RepeatedEnvelopeTests
{
    [Fact]
    public async Task What_was_written_and_read_again_is_refused_like_the_first_time()
    {
        await using var app = App();
        var forms = EnvelopeForms.OddDestinations.Concat(EnvelopeForms.OddSources).Concat(EnvelopeForms.OddTests).Concat(EnvelopeForms.RepeatedTests);
        string[] twice = [EnvelopeForms.Message().Replace("},\"Patient\"", "},\"Meta\":{\"DataModel\":\"PatientAdmin\",\"EventType\":\"NewPatient\"},\"Patient\"", StringComparison.Ordinal)];
        foreach (var json in forms.Select(form => EnvelopeForms.Message(form)).Concat(twice))
        {
            var message = RedoxJson.Parse<Redox.Client.Models.PatientAdminNewPatient>(json);
            var again = RedoxJson.ParseEvent(RedoxJson.Serialize(message));
            IRedoxEvent[] copies =
            [
                again,
                RedoxJson.ParseEvent(RedoxJson.Serialize(again)),
                JsonSerializer.Deserialize<Redox.Client.Models.PatientAdminNewPatient>(JsonSerializer.Serialize(message))!,
                new Redox.Client.Models.PatientAdminNewPatient { Meta = again.Meta, Patient = message.Patient },
            ];

            foreach (var copy in twice.Contains(json) ? copies[..3] : copies)
            {
                await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.SendAsync(copy));
            }

            Assert.Equal(message, again);
        }

        Assert.Empty(app.Messages);
    }

    [Fact]
    public void Repeated_envelope_members_are_written_in_order()
    {
        var json = EnvelopeForms.Message("\"Destinations\":null,\"Destinations\":[{\"ID\":\"a\"}],\"Destinations\":7,\"Destinations\":[],", test: "\"Test\":true,\"Test\":false,\"New\":1,\"New\":\"x\",");
        var message = RedoxJson.Parse(json);

        using var written = JsonDocument.Parse(RedoxJson.Serialize(message));

        string[] Values(string name) => [.. written.RootElement.GetProperty("Meta").EnumerateObject().Where(member => member.Name == name).Select(member => member.Value.GetRawText())];
        Assert.Equal(["null", "[{\"ID\":\"a\"}]", "7", "[]"], Values("Destinations"));
        Assert.Equal(["true", "false"], Values("Test"));
        Assert.Equal(["1", "\"x\""], Values("New"));
        Assert.NotEqual(message, RedoxJson.Parse(EnvelopeForms.Message("\"Destinations\":[],", test: "\"Test\":false,\"New\":\"x\",")));
    }

    private static OutboundApp App() => new(options =>
    {
        options.DefaultDestination = EnvelopeForms.Default;
        options.SourceId = EnvelopeForms.Source;
        options.Environment = RedoxEnvironment.Production;
        options.Destinations["Clinic"] = EnvelopeForms.OtherSource;
    });
}
