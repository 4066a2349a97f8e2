namespace Redox.Client.Testing.Host;

/// <summary>A mistake of the program's user, described in one sentence.</summary>
internal sealed class HostException(string message) : Exception(message)
{
    /// <summary>The description of a mistake, without our parameter names.</summary>
    public static string Describe(Exception exception) => exception is ArgumentException { ParamName: { } parameter }
        ? exception.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
        : exception.Message;
}
