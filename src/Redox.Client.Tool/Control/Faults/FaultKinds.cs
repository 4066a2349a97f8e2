using System.Globalization;
using Redox.Client.Options;
using Redox.Client.Testing;
using Redox.Client.Testing.Faults.Kinds;

namespace Redox.Client.Tool.Control.Faults;

/// <summary>The faults that the program offers: those of the library, by its names.</summary>
internal static class FaultKinds
{
    private const double MaxSeconds = 1e9;
    private const int MaxBytes = 1_000_000_000;
    private const string BeforeTheSocket = "it happens on the client's side of the network; stop the program, or give the client another address";

    public static readonly IReadOnlyList<FaultKind> All =
    [
        new(nameof(Fault.Unauthorized), Fault.Unauthorized),
        new(nameof(Fault.ExpiredToken), Fault.ExpiredToken),
        new(nameof(Fault.RevokedToken), Fault.RevokedToken),
        new(nameof(Fault.InvalidRequest), body => Fault.InvalidRequest(body.Text("text") ?? ""), "text"),
        new(nameof(Fault.OAuthError), OAuthError, "code", "text", "status"),
        new(nameof(Fault.LegacyUnauthorized), Fault.LegacyUnauthorized),
        new(nameof(Fault.BadRequest), body => Fault.BadRequest(ErrorOf(body)), "text", "type", "module"),
        new(nameof(Fault.OkWithErrors), body => Fault.OkWithErrors(ErrorOf(body)), "text", "type", "module"),
        new(nameof(Fault.Forbidden), Fault.Forbidden),
        new(nameof(Fault.NotFound), Fault.NotFound),
        new(nameof(Fault.PayloadTooLarge), Fault.PayloadTooLarge),
        new(nameof(Fault.TooManyRequests), TooManyRequests, "retryAfter", "retryAt", "limit"),
        new(nameof(Fault.ServerError), Fault.ServerError),
        new(nameof(Fault.BadGateway), Fault.BadGateway),
        new(nameof(Fault.ServiceUnavailable), body => Fault.ServiceUnavailable(SecondsOf(body, "retryAfter")), "retryAfter"),
        new(nameof(Fault.GatewayTimeout), Fault.GatewayTimeout),
        new(nameof(Fault.DropBeforeAcceptance), Fault.DropBeforeAcceptance),
        new(nameof(Fault.DropAfterAcceptance), Fault.DropAfterAcceptance),
        new(nameof(Fault.ResetBeforeAcceptance), Fault.ResetBeforeAcceptance),
        new(nameof(Fault.ResetAfterAcceptance), Fault.ResetAfterAcceptance),
        new(nameof(Fault.NotHttp), body => Fault.NotHttp(Needed(body, "NotHttp", "text", "is sent in place of HTTP")), "text"),
        new(nameof(Fault.TruncatedBody), Fault.TruncatedBody),
        new(nameof(Fault.StalledBody), Fault.StalledBody),
        new(nameof(Fault.NoResponse), Fault.NoResponse),
        new(nameof(Fault.Slow), body => Fault.Slow(SecondsOf(body, "delay") ?? throw new HostException("Slow needs delay, a number of seconds on the fake's clock.")), "delay"),
        new(nameof(Fault.Held), Held, "then"),
        new(nameof(Fault.MalformedJson), Fault.MalformedJson),
        new(nameof(Fault.EmptyResponse), Fault.EmptyResponse),
        new(nameof(Fault.HtmlResponse), Fault.HtmlResponse),
        new(nameof(Fault.WrongContentType), Fault.WrongContentType),
        new(nameof(Fault.OversizedResponse), body => body.Integer("bytes", 1, MaxBytes) is { } bytes ? Fault.OversizedResponse(bytes) : Fault.OversizedResponse(), "bytes"),
        new(nameof(Fault.Response), ResponseOrder.Create, ResponseOrder.Members),
    ];

    /// <summary>The faults of the library that the program does not offer, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotOffered = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Fault.ConnectionRefused)] = BeforeTheSocket,
        [nameof(Fault.HostNotFound)] = BeforeTheSocket,
        [nameof(Fault.TlsFailed)] = BeforeTheSocket,
        [nameof(Fault.ConnectTimeout)] = BeforeTheSocket,
    };

    /// <summary>A line for each fault.</summary>
    public static string Lines { get; } = string.Join('\n', All.Select(kind => $"  {kind.Name,-22} {string.Join(", ", kind.Members)}".TrimEnd()));

    /// <summary>The kind that an order names.</summary>
    public static FaultKind Of(ControlBody body)
    {
        var name = body.Text("fault") ?? throw new HostException($"fault is missing: the name of the fault, one of {Names}.");
        return NotOffered.TryGetValue(name, out var reason)
            ? throw new HostException($"{name} is only available to tests in .NET: {reason}.")
            : All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new HostException($"fault is '{name}'; the nearest is {All.MinBy(kind => EditDistance.Between(kind.Name, name))!.Name}. Use one of {Names}.");
    }

    private static string Names => OptionValue.List(All.Select(kind => kind.Name));

    private static Fault OAuthError(ControlBody body) =>
        Fault.OAuthError(Needed(body, "OAuthError", "code", "is the error, such as invalid_client"), body.Text("text") ?? "", body.Integer("status", 200, 599) ?? 400);

    private static Fault TooManyRequests(ControlBody body)
    {
        var limit = body.Integer("limit", 0, int.MaxValue) ?? RedoxFakeRateLimitOptions.DocumentedHeader;
        if (body.Text("retryAt") is not { } text)
        {
            return Fault.TooManyRequests(SecondsOf(body, "retryAfter"), limit);
        }

        if (body.Has("retryAfter"))
        {
            throw new HostException("retryAfter and retryAt exclude each other: Retry-After is either a number of seconds or a date.");
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Fault.TooManyRequests(time, limit)
            : throw new HostException($"retryAt is '{text}'; it has to be a time, such as 2026-01-05T09:00:00Z.");
    }

    private static HeldFault Held(ControlBody body, HeldRequests held)
    {
        if (body.Object("then") is not { } then)
        {
            return new(() => held.Released, null);
        }

        var kind = Of(then);
        then.Allow($"then with {kind.Name}", ["fault", .. kind.Members]);
        return new(() => held.Released, kind.Create(then, held));
    }

    private static FaultError ErrorOf(ControlBody body)
    {
        var error = new FaultError(body.Text("text") ?? "A scripted error");
        return error with { Type = body.Text("type") ?? error.Type, Module = body.Text("module") ?? error.Module };
    }

    private static TimeSpan? SecondsOf(ControlBody body, string name) => body.Number(name, 0, MaxSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static string Needed(ControlBody body, string kind, string name, string what) =>
        body.Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw new HostException($"{kind} needs {name}, which {what}.");
}
