using System.IO.Compression;
using System.Text;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine;

/// <summary>Bodies that are compressed, both ways, and byte order marks.</summary>
public abstract class CompressionTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : CompressionTests(Transport.InMemory);

    public sealed class OnSocket() : CompressionTests(Transport.Socket);

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task Compressed_message_is_accepted(string encoding)
    {
        Assert.Equal(200, await PostAsync(Compress(Encoding.UTF8.GetBytes(Appointment), encoding), encoding));

        var entry = Redox.Requests.Messages[^1];
        Assert.Equal(("7", Appointment.Length, "Scheduling"), (entry.At("Visit.VisitNumber"), entry.BodyLength, entry.DataModel));
        Assert.Equal(Appointment, Encoding.UTF8.GetString(entry.Body.Span));
        Assert.Equal(encoding == "identity" ? 0 : 1, entry.Notes.Count);
        Assert.All(entry.Notes, note => Assert.StartsWith($"The body came compressed ({encoding.ToLowerInvariant()}, ", note, StringComparison.Ordinal));
        Assert.Equal(encoding != "identity", entry.Behaviours.Any(behaviour => behaviour.Id == "RequestCompressed"));
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task Compressed_token_request_is_accepted()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = AssertionType,
            ["client_assertion"] = ValidAssertion().Sign(),
        });
        using var content = new ByteArrayContent(Compress(await form.ReadAsByteArrayAsync(), "gzip"));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(200, (await SendAsync(new HttpRequestMessage(HttpMethod.Post, "v2/auth/token") { Content = content })).Status);
    }

    [Theory]
    [InlineData(2_000, 200)]
    [InlineData(2_001, 413)]
    public async Task Limit_applies_to_the_decompressed_body(int length, int status)
    {
        await RestartAsync(options => options.MaxMessageSize = 2_000);
        var compressed = Compress(Encoding.UTF8.GetBytes(Appointment + new string(' ', length - Appointment.Length)), "gzip");
        Assert.InRange(compressed.Length, 1, 1_000);

        Assert.Equal(status, await PostAsync(compressed, "gzip"));

        Assert.Equal(status == 200 ? [] : ["BodyTooLarge"], Redox.Requests.Messages[^1].Problems.Select(problem => problem.Kind.ToString()));
    }

    [Theory]
    [InlineData("br", true, 415)]
    [InlineData("gzip, gzip", true, 415)]
    [InlineData("gzip", false, 400)]
    [InlineData("deflate", false, 400)]
    public async Task Body_that_cannot_be_decompressed_is_refused(string encoding, bool isCompressed, int status)
    {
        Assert.Equal(status, await PostAsync(isCompressed ? Compress(Encoding.UTF8.GetBytes(Appointment), "gzip") : Encoding.UTF8.GetBytes(Appointment), encoding));

        var problem = Assert.Single(Redox.Requests.Messages[^1].Problems);
        Assert.Equal(RequestProblemKind.ContentEncodingInvalid, problem.Kind);
        Assert.Contains($"Content-Encoding is '{encoding}'", problem.Text, StringComparison.Ordinal);
        Assert.Empty(Redox.Data.AcceptedMessages);
    }

    [Fact]
    public async Task Body_whose_compression_ends_early_is_refused() =>
        Assert.Equal(400, await PostAsync(Compress(Encoding.UTF8.GetBytes(Appointment), "gzip")[..^20], "gzip"));

    [Fact]
    public async Task Byte_order_mark_before_a_message_is_skipped()
    {
        Assert.Equal(200, await PostAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Appointment)], null));

        var entry = Redox.Requests.Messages[^1];
        Assert.Equal(("7", "7"), (entry.At("Visit.VisitNumber"), entry.Read<Models.SchedulingNew>().Visit?.VisitNumber));
        Assert.Equal(0xEF, entry.Body.Span[0]);
    }

    [Theory]
    [InlineData("application/json", """{"apiKey":"{key}","secret":"{secret}"}""")]
    [InlineData("application/x-www-form-urlencoded", "apiKey={key}&secret={secret}")]
    public async Task Byte_order_mark_before_a_login_is_skipped(string type, string login)
    {
        var filled = login.Replace("{key}", Redox.Auth.LegacyApiKey, StringComparison.Ordinal).Replace("{secret}", Redox.Auth.LegacySecret, StringComparison.Ordinal);
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(filled)]);
        content.Headers.ContentType = new(type);

        Assert.Equal(200, (await SendAsync(new HttpRequestMessage(HttpMethod.Post, "auth/authenticate") { Content = content })).Status);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("*", "gzip")]
    [InlineData("gzip;q=0, *", "deflate")]
    [InlineData("gzip;q=1.0,deflate;q=0.6,identity;q=0.3", "gzip")]
    [InlineData("gzip;q=0", null)]
    [InlineData("br", null)]
    [InlineData("identity", null)]
    public async Task Long_response_is_compressed_for_a_client_that_accepts_it(string accepted, string? encoding)
    {
        var (plain, compressed) = (await SearchAsync(1_000, null), await SearchAsync(1_000, accepted));

        Assert.Equal(encoding, compressed.Encoding);
        Assert.Equal(encoding is null ? plain.Body.Length : null, compressed.Length);
        Assert.True(JToken.DeepEquals(Members(plain.Body), Members(Decompress(compressed.Body, encoding))));
    }

    [Fact]
    public async Task Short_response_is_not_compressed()
    {
        var response = await SearchAsync(10, "gzip");

        Assert.Equal((null, response.Body.Length), (response.Encoding, response.Length));
        Assert.InRange(response.Body.Length, 1, 1_023);
    }

    [Fact]
    public async Task Tag_of_a_compressed_response_is_that_of_its_text()
    {
        var response = await SearchAsync(1_000, "gzip");

        Assert.Equal(ExpressTag.Of(Decompress(response.Body, "gzip")), response.Tag);
    }

    [Fact]
    public async Task Response_that_a_fault_spoils_is_not_compressed()
    {
        Redox.Faults.Next(Fault.OversizedResponse(5_000));

        var response = await SearchAsync(1_000, "gzip");

        Assert.Equal((null, 5_000), (response.Encoding, response.Length));
    }

    private async Task<int> PostAsync(byte[] body, string? encoding)
    {
        using var request = await WithTokenAsync("");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return (await SendAsync(request)).Status;
    }

    private async Task<(byte[] Body, string? Encoding, long? Length, string? Tag)> SearchAsync(int size, string? accepted)
    {
        Redox.Data.AddPatient($$$"""{"Identifiers":[{"ID":"1","IDType":"MR"}],"Demographics":{"LastName":"{{{new string('a', size)}}}"}}""");
        using var request = await WithTokenAsync(Query("PatientSearch", "Query", """{"Identifiers":[{"ID":"1","IDType":"MR"}]}"""));
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var (length, encoding) = (response.Content.Headers.ContentLength, response.Content.Headers.ContentEncoding.SingleOrDefault());
        return (await response.Content.ReadAsByteArrayAsync(), encoding, length, response.Headers.NonValidated["ETag"].ToString());
    }

    private static JToken Members(byte[] body) => JObject.Parse(Encoding.UTF8.GetString(body))["Patient"]!;

    private static byte[] Compress(byte[] bytes, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream writer = encoding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BufferedStream(compressed),
        })
        {
            writer.Write(bytes);
            writer.Flush();
            if (writer is BufferedStream)
            {
                return compressed.ToArray();
            }
        }

        return compressed.ToArray();
    }

    private static byte[] Decompress(byte[] bytes, string? encoding)
    {
        using var compressed = new MemoryStream(bytes);
        using Stream reader = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            _ => compressed,
        };
        using var plain = new MemoryStream();
        reader.CopyTo(plain);
        return plain.ToArray();
    }
}
