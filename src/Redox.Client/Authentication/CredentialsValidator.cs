using Microsoft.Extensions.Options;

namespace Redox.Client.Authentication;

/// <summary>Checks the credentials of a client, beside the check of its other settings: all faults are reported at once.</summary>
internal sealed class CredentialsValidator : IValidateOptions<RedoxClientOptions>
{
    public ValidateOptionsResult Validate(string? name, RedoxClientOptions options)
    {
        var faults = new List<string>();
        CredentialsCheck.Run(options.Credentials, options.BaseAddress, options.Origin.PathOf(name).Beneath(nameof(options.Credentials)), faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
