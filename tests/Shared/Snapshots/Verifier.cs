using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VerifyXunit;

/// <summary>
/// Compares a value with the snapshot that was reviewed: <c>Class.Method.verified.txt</c> beside the test.
/// The calls and namespaces are those of the package Verify.Xunit, whose dependencies cannot be restored everywhere; to use the package, replace the
/// line that compiles this folder by a reference to it. Unlike the package, the call must stand in the test method itself.
/// </summary>
public static class Verifier
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares text as it is.</summary>
    public static SettingsTask Verify(string? target, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        new(new Snapshot(sourceFile, method), target ?? "null", new Scrubber());

    /// <summary>Compares an object by its JSON. GUIDs and times are replaced by numbered placeholders.</summary>
    public static SettingsTask Verify(object? target, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        new(new Snapshot(sourceFile, method), JsonSerializer.Serialize(target, Readable), Scrubber.OfJson());

    /// <summary>Compares JSON. GUIDs and times are replaced by numbered placeholders.</summary>
    public static SettingsTask VerifyJson(string target, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        new(new Snapshot(sourceFile, method), JsonNode.Parse(target)?.ToJsonString(Readable) ?? "null", Scrubber.OfJson());
}
