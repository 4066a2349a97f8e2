using System.Text;
using Redox.Client.Testing;

namespace Redox.Client.Tests.Setup;

/// <summary>What these tests look at in a request.</summary>
internal static class RecordedRequestExtensions
{
    extension(RecordedRequest request)
    {
        public string? Authorization => request.Headers.GetValueOrDefault("Authorization");

        public string? ContentType => request.Headers.GetValueOrDefault("Content-Type");

        public string Text => Encoding.UTF8.GetString(request.Body.Span);
    }
}
