namespace Redox.Client.AspNetCore.Operations;

/// <summary>A request that cannot be fulfilled as it is. The text is the response's, and contains nothing of the request.</summary>
internal sealed class RefusedException(int status, string message) : Exception(message)
{
    public int Status => status;
}
