using System.Text.Encodings.Web;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>How objects are converted to bytes.</summary>
internal static class WireForm
{
    /// <summary>Escapes only what JSON requires: messages travel as application/json, never inside HTML.</summary>
    internal static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    // Members are written by generated code that cannot get the structure wrong, so the writer need not check it.
    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = Encoder, SkipValidation = true };

    internal static bool Equal(RedoxObject left, RedoxObject right)
    {
        using var leftBytes = WireBuffer.Of(left);
        using var rightBytes = WireBuffer.Of(right);
        return leftBytes.Written.SequenceEqual(rightBytes.Written);
    }

    internal static int HashCode(RedoxObject value)
    {
        using var bytes = WireBuffer.Of(value);
        var hash = new HashCode();
        hash.AddBytes(bytes.Written);
        return hash.ToHashCode();
    }
}
