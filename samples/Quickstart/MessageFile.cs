using Redox.Client;

namespace Quickstart;

/// <summary>Reads the message named on the command line.</summary>
internal static class MessageFile
{
    public static async Task<IRedoxEvent> ReadAsync(string path)
    {
        try
        {
            return RedoxJson.Parse(await File.ReadAllBytesAsync(path)) switch
            {
                UnknownMessage unknown => throw new UserMistakeException(
                    $"{path}: '{unknown.Meta.DataModel}.{unknown.Meta.EventType}' is not an event of the Redox data models: correct Meta.DataModel and Meta.EventType."),
                IRedoxEvent message => message,
                var other => throw new UserMistakeException(
                    $"{path}: {other.Meta.DataModel}.{other.Meta.EventType} cannot be sent one way: give the file of a notification or write back, such as PatientAdmin.Arrival."),
            };
        }
        catch (RedoxPayloadException e)
        {
            throw new UserMistakeException($"{path}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"{path}: the file cannot be read: give the path of a JSON message.");
        }
    }
}
