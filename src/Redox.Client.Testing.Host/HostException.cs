namespace Redox.Client.Testing.Host;

/// <summary>What a user of the program did wrong, in one sentence.</summary>
internal sealed class HostException(string message) : Exception(message)
{
    /// <summary>What went wrong, without the names of our parameters.</summary>
    public static string Describe(Exception exception) => exception is ArgumentException { ParamName: { } parameter }
        ? exception.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
        : exception.Message;
}
