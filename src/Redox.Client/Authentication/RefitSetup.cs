using Refit;

namespace Redox.Client.Authentication;

/// <summary>Settings for Refit: we handle request and response bodies ourselves, and exceptions too (Refit's would carry the request with its token).</summary>
internal static class RefitSetup
{
    public static RefitSettings Settings { get; } = new()
    {
        TransportExceptionFactory = (_, exception, _) => exception,
    };
}
