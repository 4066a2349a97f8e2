using System.Text;
using Newtonsoft.Json.Linq;
using Shared.Samples;

namespace Redox.Client.Testing.Tests;

public abstract partial class ExchangeTests
{
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
            _redox.Data.AddMessage(sample.ToString());
        }

        Assert.NotEmpty(_redox.Data.Patients);
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
