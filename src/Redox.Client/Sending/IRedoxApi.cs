using Redox.Client.Transport;
using Refit;

namespace Redox.Client.Sending;

/// <summary>The Data Model API of Redox. It has one address for everything; the message says what it is. (Redox: "Data model reference")</summary>
internal interface IRedoxApi
{
    [Post("/endpoint")]
    Task<HttpResponseMessage> PostAsync(
        [Body] HttpContent message,
        [Header("Redox-Source-Id")] string? sourceId,
        [Property(CallProgress.OptionName)] CallProgress progress,
        CancellationToken cancellationToken);
}
