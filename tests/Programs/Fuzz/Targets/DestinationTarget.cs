using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Redox.Client.Fuzz.Targets;

/// <summary>
/// Requests to a destination: headers, bodies in pieces, handshakes, tokens and sign-ons. The first line is the method and, after a blank, the parameters of
/// the query; a header <c>Jwt</c> becomes a bearer token, and after <c>Break</c> bytes the body breaks off.
/// </summary>
internal sealed class DestinationTarget : FuzzTarget
{
    private const string Token = "the-verification-token";

    private readonly RedoxDestination _destination;

    public DestinationTarget()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new SkippingClock());
        services.AddRedoxDestination(options =>
            {
                options.VerificationTokens.Add(Token);
                options.SsoSecrets.Add(SignedText.Secret);
                options.ValidateResponses = false;
            })
            .AddHandler<SchedulingNew, Taking>()
            .AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Taking>()
            .AddSignOnHandler<Taking>()
            .AddFallbackHandler<Taking>();
        _destination = services.BuildServiceProvider().GetRequiredService<RedoxDestination>();
    }

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "{\"challenge\":\"c\",\"verification-token\":\"" + Token + "\"}", "{\"challenge\":\"c\"}", "{}", "",
        }.SelectMany(body => new[] { "POST\n\n", $"POST\nverification-token: {Token}\nContent-Type: application/json\n\n", "POST\nJwt: " + SignedText.Valid + "\nContent-Length: 9\n\n" }.Select(head => Encoding.UTF8.GetBytes(head + body))),
        .. new[]
        {
            $"GET challenge=c&verification-token={Token}\n\n", $"GET challenge=c\nAuthorization: Bearer {Token}\n\n", "PUT\n\n", "POST\nJwt: {\"alg\":\"HS256\"}|{}|x\n\n{}",
        }.Select(Encoding.UTF8.GetBytes),
        .. SeedFiles.Messages().Select(message => (byte[])[.. Encoding.UTF8.GetBytes($"POST\nverification-token: {Token}\nContent-Type: application/json; charset=utf-8\n\n"), .. message]),
        .. SeedFiles.Messages().Where(message => message.AsSpan().IndexOf("Sign-on"u8) >= 0)
            .Select(message => (byte[])[.. Encoding.UTF8.GetBytes($"POST\nJwt: {SignedText.Valid}\nContent-Type: application/json\n\n"), .. message]),
    ];

    public override void Run(byte[] input)
    {
        var text = new HttpText(input);
        var first = text.First.Split(' ', 2);
        var breaksAt = int.TryParse(text.Header("Break"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : (int?)null;
        var request = new RedoxDestinationRequest
        {
            Method = first[0],
            Header = name => name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && text.Header("Jwt") is { } jwt
                ? $"Bearer {SignedText.ToToken(Encoding.Latin1.GetBytes(jwt))}"
                : text.Header(name),
            Query = name => first.Length < 2 ? null : Array.Find(first[1].Split('&'), part => part.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..],
            Body = new PiecemealStream(text.Body, breaksAt),
        };
        try
        {
            var reply = _destination.ReceiveAsync(request).GetAwaiter().GetResult();
            if (reply.StatusCode is 500 or < 200)
            {
                throw new FuzzFailure("a failure without a failing handler", $"{reply}");
            }
        }
        catch (IOException) when (breaksAt is not null)
        {
        }
    }

    /// <summary>Handles everything, and looks at what it is given.</summary>
    private sealed class Taking : IRedoxHandler<SchedulingNew>, IRedoxQueryHandler<PatientSearchQuery, PatientSearchResponse>, IRedoxSignOnHandler, IRedoxFallbackHandler
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult($"{message} {delivery}");

        public Task<PatientSearchResponse> HandleAsync(PatientSearchQuery query, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) =>
            Task.FromResult(new PatientSearchResponse { Patient = query.Patient is null ? null : new() { Notes = query.Patient.Notes } });

        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            SsoTarget.Look(token);
            return Task.FromResult(new Uri("https://clinic.example/session"));
        }

        public Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) =>
            Task.FromResult(unhandled.ToString().Length % 2 == 0 ? RedoxFallbackResult.Accept : RedoxFallbackResult.Refuse());
    }
}
