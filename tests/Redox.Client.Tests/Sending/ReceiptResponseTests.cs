using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>What a destination answers beside <c>Meta</c>, such as the identifier of a patient that it made.</summary>
public sealed class ReceiptResponseTests
{
    private const string Answer = """
        {"Patient":{"Identifiers":[{"ID":"88120","IDType":"Harbour chart number"},{"ID":7}],"Demographics":"none"},"New":[1,null],
        "Meta":{"DataModel":"Other","EventType":"Thing","Logs":[{"ID":"5b0d7c52-1f2e-4c3a-9b8d-0e1f2a3b4c5d"}]}}
        """;

    [Fact]
    public async Task The_response_is_read_as_the_type_of_the_event_that_was_sent()
    {
        await using var app = new OutboundApp();
        app.Response = Answer;

        var receipt = await app.Client.WriteBackAsync(Patient());

        var response = Assert.IsType<PatientAdminNewPatient>(receipt.Response);
        Assert.Equal("88120", response.Patient!.Identifiers[0].ID);
        Assert.Equal("7", response.Patient.Identifiers[1].ID);
        Assert.Equal(receipt.Meta, response.Meta);
        Assert.Same(receipt.Response, receipt.Response);
        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(Answer)).Length, RedoxJson.Serialize(response).Length);
    }

    [Fact]
    public async Task Everything_beside_Meta_is_there_as_it_came()
    {
        await using var app = new OutboundApp();
        app.Response = Answer;

        var members = (await app.Client.SendAsync(Patient())).Members;

        using var expected = JsonDocument.Parse(Answer);
        Assert.Equal(["New", "Patient"], members.Keys.Order());
        Assert.All(members, member => Assert.True(JsonElement.DeepEquals(expected.RootElement.GetProperty(member.Key), member.Value)));
    }

    [Fact]
    public async Task Receipt_of_a_response_with_Meta_alone_has_no_members()
    {
        await using var app = new OutboundApp();

        var receipt = await app.Client.SendAsync(Patient());
        app.Response = Answer;
        var unknown = await app.Client.SendAsync(RedoxJson.ParseEvent("""{"Meta":{"DataModel":"Genomics","EventType":"New","Destinations":[{"ID":"a"}]}}"""));

        Assert.Empty(receipt.Members);
        Assert.Null(Assert.IsType<PatientAdminNewPatient>(receipt.Response).Patient);
        Assert.Equal(2, Assert.IsType<UnknownMessage>(unknown.Response).AdditionalProperties.Count);
        Assert.Equal(2, unknown.Members.Count);
    }

    [Fact]
    public async Task Nothing_of_it_is_printed()
    {
        await using var app = new OutboundApp();
        app.Response = Answer;

        var receipt = await app.Client.SendAsync(Patient());

        Assert.Equal("RedoxReceipt { Logs = [5b0d7c52-1f2e-4c3a-9b8d-0e1f2a3b4c5d] }", $"{receipt}");
        Assert.Equal("PatientAdminNewPatient", $"{receipt.Response}");
        Assert.DoesNotContain("88120", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_of_an_application_makes_a_receipt_with_a_response()
    {
        var receipt = new RedoxReceipt { Meta = new Meta(), Response = Patient() };

        Assert.Equal("1", receipt.Members["Patient"].GetProperty("Identifiers")[0].GetProperty("ID").GetString());
        Assert.Single(receipt.Members);
        Assert.Equal(receipt, new RedoxReceipt { Meta = new Meta(), Response = Patient() });
        Assert.NotEqual(receipt, new RedoxReceipt { Meta = new Meta() });
        Assert.Null(new RedoxReceipt { Meta = new Meta() }.Response);
        Assert.Empty(new RedoxReceipt { Meta = new Meta() }.Members);
        Assert.Empty((receipt with { Response = null }).Members);
    }

    private static PatientAdminNewPatient Patient() => new()
    {
        Meta = new Meta { Destinations = [new() { ID = "a" }] },
        Patient = new() { Identifiers = [new() { ID = "1", IDType = "MR" }] },
    };
}
