using System.Text;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;
using Shared.Samples;

namespace Redox.Client.Testing.Tests.Engine.Queries;

public abstract class SampleTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : SampleTests(Transport.InMemory);

    public sealed class OnSocket() : SampleTests(Transport.Socket);

    [Fact]
    public async Task Every_query_has_a_valid_response_after_all_samples()
    {
        var samples = Sample.Names
            .Where(name => !name.Contains("response", StringComparison.Ordinal))
            .Select(name => JObject.Parse(Encoding.UTF8.GetString(Sample.Read(name))))
            .ToList();
        var token = "Bearer " + await GetTokenAsync();
        foreach (var sample in samples.Where(sample => Definition(sample).Kind != MessageKind.Query))
        {
            Redox.Data.AddMessage(sample.ToString());
        }

        Assert.NotEmpty(Redox.Data.Patients);
        foreach (var query in samples.Where(sample => Definition(sample).Kind == MessageKind.Query))
        {
            query["Meta"]!["Destinations"] = new JArray(new JObject { ["ID"] = "d" });
            var response = await PostAsync(query.ToString(), token);
            Assert.Equal(200, response.Status);
            if (response.Error is null)
            {
                AssertIsAResponse(response.Json, Definition(query));
            }
        }
    }

    private static MessageDefinition Definition(JObject sample) =>
        RedoxJson.FindDefinition((string?)sample.SelectToken("Meta.DataModel"), (string?)sample.SelectToken("Meta.EventType"))!;
}
