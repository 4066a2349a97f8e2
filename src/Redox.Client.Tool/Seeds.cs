using Redox.Client.Testing;

namespace Redox.Client.Tool;

/// <summary>The events that the fake knows from the start, and again after a reset. Read once: a file may be a pipe, and a reset goes back to what there was.</summary>
internal sealed class Seeds
{
    private static readonly string[] Endings = [".json", ".ndjson", ".jsonl"];

    private readonly IReadOnlyList<(ReadOnlyMemory<byte> Json, string Place)> _messages;

    private Seeds(IReadOnlyList<(ReadOnlyMemory<byte> Json, string Place)> messages) => _messages = messages;

    public int Count => _messages.Count;

    /// <param name="path">A file, or a folder whose files are read in the order of their paths, with its subfolders; <see langword="null"/> for no events.</param>
    /// <exception cref="HostException">A file cannot be read, or is something else.</exception>
    public static Seeds Read(string? path)
    {
        try
        {
            return new([.. FilesOf(path).SelectMany(file => MessageList.Read(File.ReadAllBytes(file.Path), file.Name))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"the seed cannot be read: {exception.Message}");
        }
        catch (HostException exception)
        {
            throw new HostException($"the seed cannot be used: {exception.Message}");
        }
    }

    /// <exception cref="HostException">A message is not an event.</exception>
    public void AddTo(RedoxFake fake)
    {
        try
        {
            fake.Data.AddMessages(_messages);
        }
        catch (ArgumentException exception)
        {
            throw new HostException($"the seed cannot be used: {HostException.Describe(exception)}");
        }
    }

    private static IEnumerable<(string Path, string Name)> FilesOf(string? path) =>
        path is null ? []
        : !Directory.Exists(path) ? [(path, Path.GetFileName(path))]
        : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file)))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, Path.GetRelativePath(path, file)));
}
