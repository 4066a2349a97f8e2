using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.Models;

namespace AotRoundTrip;

/// <summary>Registers the client as an application does, and asks for one patient.</summary>
internal static class OneQuery
{
    public static async Task<bool> FindsThePatientAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var services = new ServiceCollection();
        services.AddRedoxClient(options =>
        {
            options.BaseAddress = new Uri("https://redox.invalid"); // A name that nobody can have: nothing may leave from here.
            options.Credentials = new() { ClientId = "the-client", KeyId = "the-key", PrivateKey = pem };
            options.Destinations["General Hospital"] = "af394f14-b34a-464f-8d24-895f370af4c9";
        });
        services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(static () => new Loopback());
        services.AddHttpClient(RedoxHttpClientNames.Token()).ConfigurePrimaryHttpMessageHandler(static () => new Loopback());
        await using var provider = services.BuildServiceProvider();

        var answer = await provider.GetRequiredService<IRedoxClient>().QueryAsync(PatientSearchQuery.Build(query => query
            .To("General Hospital")
            .Patient(patient => patient.AddIdentifier("0000000001", "MR"))));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"answer  {(DateTime.Now - process.StartTime).TotalMilliseconds:0} ms after the start of the process");
        return answer.Patient?.Demographics?.LastName == "Featherstone";
    }

    /// <summary>
    /// Answers in place of the exchange. Everywhere else that is the task of Redox.Client.Testing; but its server brings ASP.NET Core and reflection
    /// with it, which would hide what is measured here: the client alone.
    /// </summary>
    private sealed class Loopback : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = request.RequestUri!.AbsolutePath == "/v2/auth/token"
                ? """{"access_token":"a-token","token_type":"Bearer","expires_in":300}"""
                : """{"Meta":{"DataModel":"PatientSearch","EventType":"Query"},"Patient":{"Identifiers":[{"ID":"0000000001","IDType":"MR"}],"Demographics":{"LastName":"Featherstone"}}}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, null, "application/json") });
        }
    }
}
