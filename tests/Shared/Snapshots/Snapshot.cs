using System.Text;

namespace VerifyTests;

/// <summary>The reviewed file of one test, and the file that is written when the test differs from it.</summary>
internal sealed record Snapshot(string SourceFile, string Method)
{
    internal IReadOnlyList<string> Parameters { get; init; } = [];

    private string Name => string.Join('_', Parameters.Select(Safe).Prepend($"{Path.GetFileNameWithoutExtension(SourceFile)}.{Method}"));

    private string FileFor(string state) => Path.Combine(Path.GetDirectoryName(SourceFile)!, $"{Name}.{state}.txt");

    internal async Task CompareAsync(string actual)
    {
        var (verified, received) = (FileFor("verified"), FileFor("received"));
        var expected = File.Exists(verified) ? Normal(await File.ReadAllTextAsync(verified)) : null;
        if (expected == Normal(actual))
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, Normal(actual) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        throw new VerifyException(expected is null ? Missing(verified, received) : Different(verified, received, expected, Normal(actual)));
    }

    private static string Missing(string verified, string received) => $"""
        There is no snapshot {Path.GetFileName(verified)} yet.
        Read {received}. If it is right, rename it to {Path.GetFileName(verified)} and commit it.
        """;

    private static string Different(string verified, string received, string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"""
            The result differs from {Path.GetFileName(verified)} at line {line + 1}:
              verified: {left.ElementAtOrDefault(line) ?? "(end)"}
              received: {right.ElementAtOrDefault(line) ?? "(end)"}
            If the new result is right, replace the snapshot by {received} and commit it.
            """;
    }

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');

    private static string Safe(string text) => string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '=' ? c : '-'));
}
