using System.Globalization;
using System.Text;

namespace Redox.Client.Messages.Validation;

/// <summary>The path to the member under check, e.g. <c>Patient.Identifiers[0].ID</c>. Converted to text only when there is a problem.</summary>
internal sealed class CheckPath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    internal void Push(string name) => _steps.Add((name, 0));

    internal void Push(int index) => _steps.Add((null, index));

    internal void Pop() => _steps.RemoveAt(_steps.Count - 1);

    internal string With(string name) => _steps.Count == 0 ? name : $"{this}.{name}";

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            if (name is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(name);
            }
        }

        return text.ToString();
    }
}
