using Redox.Client.Tool.Control;

namespace Redox.Client.Tool;

/// <summary>The help of <c>redox fake</c>.</summary>
internal static class HostUsage
{
    private static readonly int Width = HostOptions.All.Max(option => option.Form.Length);

    public static string Text { get; } =
        $"""
        redox fake [OPTION ...]      also --port=8099

        {string.Join('\n', HostOptions.All.Select(option => Line(option.Form, option.Does)))}
        {Line("--version", "shows the version")}
        {Line("--help", "shows this text")}

        Each option may also be a variable of the environment: {HostOptions.All[1].Variable} and so on. The command line wins.

        While it runs, {ControlEndpoint.Path} controls it:
        {ControlTable.Lines}

        Guide: {Product.Guide}
        """;

    private static string Line(string form, string does) => $"  {form.PadRight(Width)}  {does}";
}
