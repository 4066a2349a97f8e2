using Refit;

namespace Redox.Client.Authentication;

/// <summary>Settings for Refit: bodies in and out are our own business, and so are exceptions (Refit's would carry the request with its token).</summary>
internal static class RefitSetup
{
    public static RefitSettings Settings { get; } = new()
    {
        TransportExceptionFactory = (_, exception, _) => exception,
    };
}
