namespace Redox.ModelGenerator.Listed;

/// <summary>Redox's own list of its data models, of 4 October 2023.</summary>
public static class ModelList
{
    /// <summary>The file's name below <c>models</c>.</summary>
    public const string FileName = "list-2023.tsv";

    /// <summary>Reads the list.</summary>
    /// <param name="path">The file: a line without a tab in front names data model and event, those below it are members.</param>
    /// <exception cref="DefinitionException">A line has another form.</exception>
    public static IReadOnlyList<ListedEvent> Read(string path)
    {
        var events = new List<ListedEvent>();
        var members = new List<ListedMember>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            switch (line.Split('\t'))
            {
                case [['#', ..]]:
                    break;
                case ["", var member, var type]:
                    ListedMember.Add(members, member.Split('.'), type, isRequired: false);
                    break;
                case ["", var member, var type, "r"]:
                    ListedMember.Add(members, member.Split('.'), type, isRequired: true);
                    break;
                case [{ Length: > 0 } dataModel, { Length: > 0 } eventType]:
                    events.Add(new ListedEvent(dataModel, eventType, members = []));
                    break;
                default:
                    throw new Definitions.DefinitionException($"{FileName}({number}): not a line of the list; restore the file, which is a record and never edited");
            }
        }

        return events;
    }
}
