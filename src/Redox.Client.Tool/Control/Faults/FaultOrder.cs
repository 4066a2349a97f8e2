using Redox.Client.Options;
using Redox.Client.Testing;

namespace Redox.Client.Tool.Control.Faults;

/// <summary>A fault as <c>POST /__redox/faults</c> takes it: what happens, to which requests, and how often.</summary>
internal static class FaultOrder
{
    private const int MaxTimes = 1_000_000;

    /// <summary>The members of every order.</summary>
    public static readonly string[] Members = ["fault", "route", "dataModel", "eventType", "times", "always"];

    private static readonly (string Name, FakeRoute Route)[] Routes = [.. Enum.GetValues<FakeRoute>().Select(route => ($"{route}".ToLowerInvariant(), route))];

    public static ControlResponse Script(ControlRequest request)
    {
        var body = request.Json;
        var kind = FaultKinds.Of(body);
        body.Allow(kind.Name, [.. Members, .. kind.Members]);
        var fault = kind.Create(body, request.Running.Held);
        var scope = Scope(body, kind, fault, request.Running.Fake.Faults);
        var times = body.Integer("times", 1, MaxTimes);
        if (!body.Flag("always"))
        {
            scope.Then(fault, times ?? 1);
        }
        else if (times is null)
        {
            scope.ThenAlways(fault);
        }
        else
        {
            throw new HostException("times and always exclude each other.");
        }

        return ControlResponse.Done;
    }

    private static FaultScope Scope(ControlBody body, FaultKind kind, Fault fault, RedoxFaults faults)
    {
        var route = RouteOf(body.Text("route") ?? Routes[(int)FakeRoute.Messages].Name);
        if (fault.Only is { } only && only != route)
        {
            throw new HostException($"{kind.Name} is only for the route {NameOf(only)}; the order is for {NameOf(route)}. Add \"route\": \"{NameOf(only)}\", or choose another fault.");
        }

        var (dataModel, eventType) = (body.Text("dataModel"), body.Text("eventType"));
        if (eventType is not null && dataModel is null)
        {
            throw new HostException("eventType is given without dataModel, which it belongs to.");
        }

        return dataModel is null ? faults.On(route) : faults.On(route).For(Known(dataModel), eventType is null ? null : Known(dataModel, eventType));
    }

    private static FakeRoute RouteOf(string name) => Routes.FirstOrDefault(route => route.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Name: not null } found
        ? found.Route
        : throw new HostException($"route is '{name}'; use {OptionValue.List(Routes.Select(route => route.Name))}.");

    private static string NameOf(FakeRoute route) => Routes.First(known => known.Route == route).Name;

    private static string Known(string dataModel) => Known(
        "dataModel", dataModel, "a data model of Redox", RedoxJson.Definitions.Select(definition => definition.DataModel));

    private static string Known(string dataModel, string eventType) => Known(
        "eventType", eventType, $"an event of {dataModel}", RedoxJson.Definitions.Where(definition => definition.DataModel == dataModel).Select(definition => definition.EventType));

    // Compared exactly, as the wire does. Another name would be a fault that never happens.
    private static string Known(string member, string name, string what, IEnumerable<string> names)
    {
        string[] known = [.. names.Distinct()];
        return known.Contains(name)
            ? name
            : throw new HostException($"{member} is '{name}', which is not {what}. The nearest is '{known.MinBy(other => EditDistance.Between(other, name))}'.");
    }
}
