using System.Text;

namespace MemoryCeiling;

/// <summary>A message that takes as much memory as its size allows: a beginning, and one value again and again.</summary>
/// <param name="Name">What it is called in the output.</param>
/// <param name="Head">What stands between <c>Meta</c> and the values.</param>
/// <param name="Item">The value that is repeated; <c>#</c> becomes a number, in hexadecimal digits.</param>
/// <param name="Tail">What stands behind them.</param>
/// <param name="ValuesInItem">How many JSON values one item has.</param>
public sealed record Shape(string Name, string Head, string Item, string Tail, int ValuesInItem)
{
    private const string Meta = """{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"d9f5d293-7110-461e-a875-3beb089e79f3"}]},""";
    private const string FillHead = ""","Filler":" """;
    private const string FillTail = "\"}";
    private const int OtherValues = 16;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new("one string", """ "Patient":{"Notes":["x" """, "", "]}", 0),
        new("[[],[],...] unknown", """ "New":[1""", ",[]", "]", 1),
        new("members", """ "m":1""", ",\"m#\":1", "", 1),
        new("short members", """ "x":1""", ",\"#\":1", "", 1),
        new("escaped members", """ "x":1""", ",\"\\u0041#\":1", "", 1),
        new("Identifiers:[{},...]", """ "Patient":{"Identifiers":[{}""", ",{}", "]}", 1),
        new("Identifiers:[{\"a\":1},...]", """ "Patient":{"Identifiers":[{}""", ",{\"a\":1}", "]}", 2),
        new("Identifiers:[{\"ID\":1},...]", """ "Patient":{"Identifiers":[{}""", ",{\"ID\":1}", "]}", 2),
        new("Insurances:[{},...]", """ "Visit":{"Insurances":[{}""", ",{}", "]}", 1),
        new("Insurances:[{},...,1]", """ "Visit":{"Insurances":[{}""", ",{}", ",1]}", 1),
        new("Insurances:[{\"Insured\":{}},...]", """ "Visit":{"Insurances":[{}""", ",{\"Insured\":{}}", "]}", 2),
        new("Insurances:[{\"Insured\":[{}]},...]", """ "Visit":{"Insurances":[{}""", ",{\"Insured\":[{}]}", "]}", 3),
        new("Notes:[1,...]", """ "Patient":{"Notes":["x" """, ",1", "]}", 1),
    ];

    /// <summary>A string beneath objects that stand in lists where none belong, which are kept beside what is read of them.</summary>
    public static Shape Nested { get; } = new(
        "one string, in lists of one", """ "Visit":[{"Insurances":{"Insured":[{"Address":[{"x":" """, "y", "\"}]}]}}]", 0);

    /// <summary>The message with no more values than so many, and filled up with text to its size.</summary>
    public byte[] Make(int bytes, int maxValues)
    {
        using var body = new MemoryStream(bytes);
        Write(body, Meta + Head);
        var end = bytes - Tail.Length - FillHead.Length - FillTail.Length;
        var items = Item.Length == 0 ? 0 : ValuesInItem == 0 ? int.MaxValue : (maxValues - OtherValues) / ValuesInItem;
        for (var number = 0; number < items; number++)
        {
            var item = Encoding.UTF8.GetBytes(Item.Replace("#", $"{number:x}", StringComparison.Ordinal));
            if (body.Length + item.Length > end)
            {
                break;
            }

            body.Write(item);
        }

        Write(body, Tail + FillHead);
        Write(body, new string('z', Math.Max(0, (int)(bytes - FillTail.Length - body.Length))) + FillTail);
        return body.ToArray();
    }

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
