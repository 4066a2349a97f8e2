using System.Globalization;
using Polly.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Calls;

/// <summary>Names the error in Polly's metrics as in ours: the status of a refusal, or the type of the exception.</summary>
internal sealed class ErrorInMetrics : MeteringEnricher
{
    public override void Enrich<TResult, TArgs>(in EnrichmentContext<TResult, TArgs> context)
    {
        var error = context.TelemetryEvent.Outcome switch
        {
            { Exception: { } exception } => ClientTelemetry.ErrorOf(exception),
            { Result: HttpResponseMessage { IsSuccessStatusCode: false } response } => ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

        // The application may have added an enricher to all its pipelines that does the same.
        if (error is not null && !context.Tags.Any(static tag => tag.Key == ClientTelemetry.ErrorType))
        {
            context.Tags.Add(new(ClientTelemetry.ErrorType, error));
        }
    }
}
