using System.Net;

namespace Redox.Client.Fuzz;

/// <summary>What an exchange answers that has nothing to complain about.</summary>
internal static class Answers
{
    public static HttpResponseMessage Token() => Json("""{"access_token":"a-token","token_type":"Bearer","expires_in":300}""");

    public static HttpResponseMessage Message() =>
        Json("""{"Meta":{"DataModel":"PatientSearch","EventType":"Response"},"Patient":{"Identifiers":[{"ID":"0001","IDType":"MR"}]}}""");

    private static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, null, "application/json") };
}
