namespace Redox.Client.Models;

/// <summary>
/// Puts content into a message with its companion fields (Redox, "Transferring Files"). Binary content becomes base64 without line breaks.
/// A single file may have 10 MB, the whole message 40 MB; upload larger files first and set the URI instead of the base64.
/// </summary>
public static class FileShortcuts
{
    /// <summary>Sets the document: <c>FileContents</c>, <c>FileName</c> and <c>FileType</c>.</summary>
    /// <param name="media">The builder.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="fileName">For example <c>scan.pdf</c>.</param>
    /// <param name="fileType">For example <c>PDF</c>; by default the extension of <paramref name="fileName"/> in capitals.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="media"/> or <paramref name="fileName"/> is null.</exception>
    public static MediaFile.Builder File(this MediaFile.Builder media, ReadOnlySpan<byte> content, string fileName, string? fileType = null)
    {
        ArgumentNullException.ThrowIfNull(media);
        ArgumentNullException.ThrowIfNull(fileName);
        return media.FileContents(Convert.ToBase64String(content)).FileName(fileName).FileType(fileType ?? TypeOf(fileName));
    }

    /// <summary>Makes the note a file: <c>FileContents</c>, <c>FileName</c>, and <c>ContentType</c> <c>Base64 Encoded</c>.</summary>
    /// <param name="note">The builder.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="fileName">For example <c>letter.pdf</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="note"/> or <paramref name="fileName"/> is null.</exception>
    public static Note.Builder File(this Note.Builder note, ReadOnlySpan<byte> content, string fileName)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(fileName);
        return note.ContentType(NoteContentType.Base64Encoded).FileContents(Convert.ToBase64String(content)).FileName(fileName);
    }

    /// <summary>Makes the note plain text: <c>FileContents</c>, and <c>ContentType</c> <c>Plain Text</c>.</summary>
    /// <param name="note">The builder.</param>
    /// <param name="text">The text.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="note"/> or <paramref name="text"/> is null.</exception>
    public static Note.Builder PlainText(this Note.Builder note, string text)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(text);
        return note.ContentType(NoteContentType.PlainText).FileContents(text);
    }

    /// <summary>Makes the result a file: <c>Value</c>, <c>FileType</c>, and <c>ValueType</c> <c>Encapsulated Data</c>.</summary>
    /// <param name="result">The builder.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="fileType">For example <c>PDF</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> or <paramref name="fileType"/> is null.</exception>
    public static Result.Builder File(this Result.Builder result, ReadOnlySpan<byte> content, string fileType)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(fileType);
        return result.ValueType(ResultValueType.EncapsulatedData).Value(Convert.ToBase64String(content)).FileType(fileType);
    }

    private static string? TypeOf(string fileName) => Path.GetExtension(fileName) is { Length: > 1 } extension ? extension[1..].ToUpperInvariant() : null;
}
