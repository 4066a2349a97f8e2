using System.Reflection;
using System.Text.Json;
using Redox.Client.Testing;

namespace Redox.Client.Tool.Control;

/// <summary>The calls that show and change the data of the fake.</summary>
internal static class StateCalls
{
    private static readonly PropertyInfo[] Views =
        [.. typeof(RedoxFakeData).GetProperties().Where(property => property.PropertyType == typeof(IReadOnlyList<JsonElement>))];

    public static ControlResponse Show(ControlRequest request) =>
        ControlResponse.Json(Views.ToDictionary(view => JsonNamingPolicy.CamelCase.ConvertName(view.Name), view => view.GetValue(request.Running.Fake.Data)));

    public static ControlResponse Add(ControlRequest request)
    {
        var messages = MessageList.Read(request.Body, "");
        request.Running.Fake.Data.AddMessages(messages);
        return ControlResponse.Json(new { added = messages.Count });
    }
}
