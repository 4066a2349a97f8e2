using System.Runtime.InteropServices;

namespace Redox.Client.Receiving;

/// <summary>Why an attempt failed: the handler's exception, or a word for it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HandlerFailure(Exception? Exception, string? Word)
{
    private const int MaxType = 200;
    private const int MaxText = 2000;

    public RedoxInboxFailure ToKeep(bool withText) => Exception is null ? new(Word!)
        : new(Cut(Exception.GetType().FullName ?? Exception.GetType().Name, MaxType), withText ? Cut(Text(Exception), MaxText) : null);

    private static string Text(Exception exception)
    {
        try
        {
            return exception.Message ?? "";
        }
        catch (Exception)
        {
            return ""; // An exception of the application's own may fail to describe itself.
        }
    }

    // Databases refuse the character NUL, and half a pair of surrogates.
    private static string Cut(string text, int length)
    {
        var cut = text.Length <= length ? text : text[..length];
        return string.Concat(cut.EnumerateRunes().Select(rune => rune.Value == 0 ? "\ufffd" : rune.ToString()));
    }
}
