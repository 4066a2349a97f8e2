namespace Redox.Client.Testing.Host;

/// <summary>The data that the fake has from the start, and again after a reset.</summary>
internal sealed class Seeds(string? folder)
{
    public void AddTo(RedoxFake fake)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            fake.Data.AddFolder(folder);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new HostException($"the folder of --seed cannot be used: {HostException.Describe(exception)}");
        }
    }
}
