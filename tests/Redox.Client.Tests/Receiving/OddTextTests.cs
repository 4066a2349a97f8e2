using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Invalid UTF-8 and halves of surrogate pairs in every text that a destination reads from outside: a reply, and no exception.</summary>
public sealed class OddTextTests
{
    private static readonly string[] Places = ["", "Meta", "Logs", "ID", "Sign-on", "Query", "DataModel", "verification-token", "challenge", "0", "\\u0041", "\u00e9"];
    private static readonly Gen<string> Escape = Gen.OneOf("\\ud800", "\\uDFFF", "\\udc00\\ud800", "\\ud83d\\ude00", "\\u0000", "x");
    private static readonly Gen<string> Text = Gen.Select(Escape, Gen.OneOf(Places), (escape, place) => place + escape);
    private static readonly Gen<string> Value = Gen.OneOf(Text.Select(text => $"\"{text}\""), Gen.OneOf("null", "7", "1e999999", "[]", "{}", "true"));

    private static readonly Gen<byte[]> Body = Gen.Select(Gen.Int[0, 5], Text, Value, Value, Value, Gen.OneOf<byte>(0x20, 0xff, 0xc3, 0xed), Gen.Int[0, 300]).Select((kind, name, a, b, c, odd, at) =>
    {
        var bytes = Encoding.UTF8.GetBytes(kind switch
        {
            0 => $$$"""{"Meta":{"DataModel":{{{a}}},"EventType":{{{b}}},"Logs":[{"ID":{{{c}}},"AttemptID":{{{a}}}}]}}""",
            1 => $$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":{{{a}}}}],"{{{name}}}":{{{b}}}},"Patient":{"Notes":[{{{c}}}]},"{{{name}}}":1}""",
            2 => $$$"""{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Logs":[{"ID":{{{a}}}}]},"Patient":{"Identifiers":[{"ID":{{{b}}},"{{{name}}}":{{{c}}}}]}}""",
            3 => $$$"""{"Meta":{"DataModel":"SSO","EventType":"Sign-on","Logs":[{{{a}}}]},"{{{name}}}":{{{b}}}}""",
            4 => $$$"""{"challenge":{{{a}}},"verification-token":{{{b}}},"{{{name}}}":{{{c}}}}""",
            _ => $$$"""{"{{{name}}}":{"DataModel":"Notes"},"Meta":{{{a}}},"challenge":{{{b}}}}""",
        });
        if (odd != 0x20)
        {
            bytes[at % bytes.Length] = odd;
        }

        return bytes;
    });

    private static readonly Gen<string?> Header = Gen.OneOf(
        Gen.OneOf<string?>(null, TestDestination.Token, "", "Bearer ", "Bearer " + TestDestination.Token, "Bearer a.b.c", "application/json", "\ud800", "\udfff\ud800", "Bearer \ud800", "\0", "\uffff"),
        Gen.String.Select(text => (string?)text));

    /// <summary>Handlers look at everything that they are given, as an application may.</summary>
    [Fact]
    public async Task Every_request_has_a_response()
    {
        await using var app = new TestDestination(
            destination => destination
                .AddHandler<Looking>()
                .AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>()
                .AddSignOnHandler<Leading>()
                .AddFallbackHandler<NotingFallback>()
                .SkipDuplicates(),
            options => options.SsoSecrets.Add(SignOnToken.Secret),
            services => services
                .AddScoped(provider => new NotingFallback(provider.GetRequiredService<Journal>(), RedoxFallbackResult.Accept))
                .AddScoped(_ => new Searching((delivery, _) => delivery.LogId is null ? Task.FromResult(new PatientSearchResponse()) : throw new RedoxQueryRefusedException("\ud800 half"))));
        var good = $"Bearer {SignOnToken.Of(app.Clock.GetUtcNow())}";

        await Gen.Select(Gen.OneOf("POST", "GET", "\ud800", "PUT"), Body, Header, Header, Header, Gen.Bool, Gen.Bool).SampleAsync(
            async (method, body, token, authorization, query, isVerified, isSignedOn) =>
            {
                var reply = await app.SendAsync(new RedoxDestinationRequest
                {
                    Method = method,
                    Header = name => name switch
                    {
                        "verification-token" => isVerified ? TestDestination.Token : token,
                        "Authorization" => isSignedOn ? good : authorization,
                        "Content-Type" => isVerified || isSignedOn ? "application/json" : token,
                        _ => token,
                    },
                    Query = name => name == "challenge" ? query : isVerified ? null : token,
                    Body = new MemoryStream(body),
                });

                Assert.InRange(reply.StatusCode, 200, 504);
                Assert.True(Enum.IsDefined(reply.Outcome));
                Assert.True(System.Text.Unicode.Utf8.IsValid(reply.Body.Span));
            },
            iter: 5_000);

        Assert.DoesNotContain("failed with", app.Log, StringComparison.Ordinal);
    }

    private sealed class Looking : IRedoxHandler<IRedoxMessage>
    {
        public Task HandleAsync(IRedoxMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.FromResult(
            $"{delivery.LogId}{delivery.AttemptId}{string.Join(',', delivery.LogIds)}{string.Join(',', delivery.Issues)}{message.Meta.DataModel}{message.Meta.EventType}");
    }

    private sealed class Leading : IRedoxSignOnHandler
    {
        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) =>
            Task.FromResult(new Uri($"/session?user={token.Subject}{delivery.LogId}", UriKind.Relative));
    }
}
