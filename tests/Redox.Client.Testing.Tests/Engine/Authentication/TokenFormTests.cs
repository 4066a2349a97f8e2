using System.Text;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Authentication;

public abstract class TokenFormTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : TokenFormTests(Transport.InMemory);

    public sealed class OnSocket() : TokenFormTests(Transport.Socket);

    [Theory]
    [InlineData("grant_type", null, "Missing grant_type parameter", "GrantTypeMissing")]
    [InlineData("grant_type", "password", "The grant_type parameter should equal 'client_credentials'", "GrantTypeInvalid")]
    [InlineData("client_assertion_type", null, "Missing client assertion type", "AssertionTypeMissing")]
    [InlineData("client_assertion_type", "jwt", "Invalid client assertion type", "AssertionTypeInvalid")]
    [InlineData("client_assertion", null, "Missing client assertion", "AssertionMissing")]
    [InlineData("client_assertion", "", "Missing client assertion", "AssertionMissing")]
    [InlineData("client_assertion", "no.jwt", "", "AssertionMalformed")]
    [InlineData("client_assertion", "YQ.YQ.YQ", "", "AssertionMalformed")]
    [InlineData("client_assertion", "e30.e30!.", "", "AssertionMalformed")]
    public async Task A_wrong_form_is_refused(string parameter, string? value, string description, string problem)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = AssertionType,
            ["client_assertion"] = ValidAssertion().Sign(),
        };
        form.Remove(parameter);
        if (value is not null)
        {
            form[parameter] = value;
        }

        AssertRefused(await RequestTokenAsync(form), description, problem);
    }

    [Theory]
    [InlineData("==")]
    [InlineData("%%")]
    [InlineData("\n")]
    public async Task An_assertion_with_padding_or_white_space_is_refused(string end)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = AssertionType,
            ["client_assertion"] = ValidAssertion().Sign() + end,
        };

        AssertRefused(await RequestTokenAsync(form), "", "AssertionMalformed");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task A_token_request_that_is_not_a_form_is_refused(string contentType)
    {
        using var content = new StringContent("grant_type=client_credentials", Encoding.UTF8, contentType);

        var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, "v2/auth/token") { Content = content });

        AssertRefused(response, "x-www-form-urlencoded content-type required", "ContentTypeNotForm");
    }
}
