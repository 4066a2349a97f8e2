using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Redox.Client;

namespace ClinicApp.Failures;

/// <summary>Answers a failed call to Redox with problem details, and logs what only the operators can fix.</summary>
internal sealed partial class RedoxExceptionHandler(IProblemDetailsService problems, ILogger<RedoxExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not RedoxException failure)
        {
            return false;
        }

        if (!failure.IsTransient)
        {
            // Message and inner exceptions are free of patients' data; failure.Errors is not and stays out of the log.
            LogFailure(failure, string.Join(", ", failure.LogIds));
        }

        var problem = Problems.Of(failure);
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (failure is { IsTransient: true, RetryAfter: { } wait })
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    [LoggerMessage(LogLevel.Error, "A call to Redox failed and will keep failing until someone fixes the cause. Logs at Redox: {LogIds}")]
    private partial void LogFailure(Exception exception, string logIds);
}
