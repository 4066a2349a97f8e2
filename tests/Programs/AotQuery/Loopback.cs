using System.Net;

namespace AotQuery;

/// <summary>
/// Answers in place of the exchange. Everywhere else that is the task of Redox.Client.Testing; but its server brings ASP.NET Core and reflection
/// with it, which would hide what is measured here: the client alone.
/// </summary>
internal sealed class Loopback : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = request.RequestUri!.AbsolutePath == "/v2/auth/token"
            ? """{"access_token":"a-token","token_type":"Bearer","expires_in":300}"""
            : """{"Meta":{"DataModel":"PatientSearch","EventType":"Query"},"Patient":{"Identifiers":[{"ID":"0000000001","IDType":"MR"}],"Demographics":{"LastName":"Featherstone"}}}""";
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, null, "application/json") });
    }
}
