using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Redox.Client.Receiving.Dispatch;

/// <summary>Creates handlers, and says why one cannot be created.</summary>
internal static partial class HandlerScope
{
    private const string Name = @"'[\w.+`,\[\]]{1,400}'";

    public static object Make(this AsyncServiceScope scope, Type handler)
    {
        try
        {
            return scope.ServiceProvider.GetRequiredService(handler);
        }
        catch (Exception exception)
        {
            throw new HandlerNotMadeException($"{handler.Name} could not be created: {CauseOf(exception)}", exception);
        }
    }

    // The container's own sentences contain only type names. Any other text may be foreign.
    private static string CauseOf(Exception exception) => exception is InvalidOperationException && OfContainer().Match(exception.Message) is { Success: true } sentence
        ? sentence.Value
        : $"its creation failed with {exception.GetType().Name}";

    [GeneratedRegex($"^(?:Unable to resolve service for type {Name} while attempting to activate {Name}|No service for type {Name} has been registered"
        + $"|A circular dependency was detected for the service of type {Name}"
        + $"|Cannot (?:resolve|consume) scoped service {Name} from (?:root provider|singleton {Name}))(?=\\.)")]
    private static partial Regex OfContainer();
}

/// <summary>A handler could not be created. The message contains only type names; the cause, whose text may be foreign, is kept apart.</summary>
internal sealed class HandlerNotMadeException(string message, Exception cause) : Exception(message)
{
    public Exception Cause => cause;
}
