using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Redox.Client.Receiving.Inbox;

namespace Redox.Client.Sqlite;

/// <summary>
/// A file next to the database that records which process handles the messages of a destination, and which it has begun. The system releases its lock with the process,
/// however that ends; its content stays, without a write to the disk. It is never deleted, because another process may be waiting for it.
/// </summary>
internal sealed class WorkerFile : IDisposable
{
    private const int Slot = sizeof(long);

    private readonly FileStream _file;
    private int _isClosed;

    private WorkerFile(string path, FileStream file) => (Path, _file) = (path, file);

    public string Path { get; }

    /// <summary>Checks that an existing file can be opened, without waiting for the process that holds it.</summary>
    /// <exception cref="InboxUnusableException">It cannot be opened, and waiting would not help.</exception>
    public static void Check(string database, string destination)
    {
        try
        {
            Open(PathOf(database, destination), FileMode.Open, FileShare.ReadWrite).Dispose();
        }
        catch (IOException)
        {
            // It does not exist yet, another process holds it, or the failure is transient.
        }
    }

    /// <summary>Returns null while another process holds it.</summary>
    /// <exception cref="InboxUnusableException">It cannot be opened.</exception>
    public static WorkerFile? TryTake(string database, string destination)
    {
        var path = PathOf(database, destination);
        try
        {
            return new WorkerFile(path, Open(path, FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            return null;
        }
    }

    /// <summary>The messages that were begun and not finished.</summary>
    public IReadOnlyList<long> Begun()
    {
        var bytes = new byte[_file.Length / Slot * Slot];
        var read = RandomAccess.Read(_file.SafeFileHandle, bytes, 0);
        return [.. Enumerable.Range(0, read / Slot).Select(slot => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(slot * Slot))).Where(id => id != 0).Distinct()];
    }

    /// <summary>Resets all lanes. Reserves space for all of them, so that a full disk is noticed here.</summary>
    public void Clear(int lanes)
    {
        _file.SetLength(0);
        RandomAccess.Write(_file.SafeFileHandle, new byte[lanes * Slot], 0);
    }

    /// <summary>Zero: the lane is free.</summary>
    public void Write(int lane, long id)
    {
        Span<byte> bytes = stackalloc byte[Slot];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, id);
        RandomAccess.Write(_file.SafeFileHandle, bytes, lane * (long)Slot);
    }

    /// <summary>Gives up the right, and leaves the content to the next owner.</summary>
    public void Abandon()
    {
        _isClosed = 1;
        _file.Dispose();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _file.SetLength(0); // The process is alive: none of the messages killed it.
            _file.Dispose();
        }
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode == FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (UnauthorizedAccessException)
        {
            throw new InboxUnusableException(Directory.Exists(path)
                ? $"{path} is a folder, but the inbox needs a file of that name. Move the folder away."
                : !File.Exists(path) ? $"the folder {System.IO.Path.GetDirectoryName(path)} cannot be used: access is denied. Give this user the right to open it and to create files in it."
                : $"{path}, which records the process that handles the messages, cannot be opened: access is denied. Give this user the right to read and write it.");
        }
    }

    private static string PathOf(string database, string destination) => destination.Length == 0 ? $"{database}-worker"
        : $"{database}-worker-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(destination)).AsSpan(0, 8))}";

    // EAGAIN on Linux, EWOULDBLOCK on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsTaken(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
