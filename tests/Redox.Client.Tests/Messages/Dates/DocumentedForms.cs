using System.Globalization;

namespace Redox.Client.Tests.Messages.Dates;

/// <summary>The tables of docs/dates.md, written by hand, so that the page cannot promise what the code does not do.</summary>
public static class DocumentedForms
{
    public static TheoryData<string, DateOnly?, DateTime?, DateTimeOffset?, bool> Accepted()
    {
        var rows = new TheoryData<string, DateOnly?, DateTime?, DateTimeOffset?, bool>();
        foreach (var cells in Rows("### Accepted forms"))
        {
            rows.Add(
                cells[0].Trim('`'),
                cells[1] == "-" ? null : DateOnly.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                cells[2] == "-" ? null : DateTime.ParseExact(cells[2], "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
                cells[3] == "-" ? null : DateTimeOffset.ParseExact(cells[3], "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
                cells[4] == "canonical");
        }

        return rows;
    }

    public static TheoryData<string> KeptAsText() => new(Rows("### Kept as text").Select(cells => cells[0].Trim('`')));

    private static IEnumerable<string[]> Rows(string heading) => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "dates.md"))
        .SkipWhile(line => line != heading)
        .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray());
}
