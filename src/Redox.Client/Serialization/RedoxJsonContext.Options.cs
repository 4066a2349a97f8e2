using System.Text.Json;

namespace Redox.Client.Serialization;

internal sealed partial class RedoxJsonContext
{
    internal static readonly JsonSerializerOptions SharedOptions = MakeOptions();

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = Default, Encoder = WireForm.Encoder, MaxDepth = PayloadReader.MaxDepth };
        options.MakeReadOnly();
        return options;
    }
}
