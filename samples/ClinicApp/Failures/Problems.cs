using Microsoft.AspNetCore.Mvc;
using Redox.Client;

namespace ClinicApp.Failures;

/// <summary>The texts that visitors see when something fails: what it means for them and what to do next, without the cause.</summary>
internal static class Problems
{
    public static ProblemDetails SlotTaken => new()
    {
        Status = StatusCodes.Status409Conflict,
        Title = "This time is no longer free.",
        Detail = "Please choose another one.",
    };

    /// <summary>For <see cref="Delivery.Unknown"/>.</summary>
    public static ProblemDetails Unconfirmed(string what) => new()
    {
        Status = StatusCodes.Status504GatewayTimeout,
        Title = $"We do not know whether the clinic has received your {what}.",
        Detail = "Please check with the clinic. Do not try again here.",
    };

    /// <summary>For all other failures, after which nothing has changed at the clinic.</summary>
    public static ProblemDetails Of(RedoxException exception) => exception switch
    {
        { IsTransient: true } => new()
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Title = "The clinic cannot be reached at the moment.",
            Detail = "Nothing was changed. Please try again in a few minutes.",
        },
        RedoxRejectedException => new()
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Title = "The clinic did not accept this.",
            Detail = "Nothing was changed. Please call the clinic.",
        },
        _ => new()
        {
            Status = StatusCodes.Status502BadGateway,
            Title = "The connection to the clinic is not working.",
            Detail = "Nothing was changed, and we have been told. Please call the clinic.",
        },
    };
}
