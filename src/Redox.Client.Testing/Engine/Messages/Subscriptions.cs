namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Which messages may be sent to which destinations. A copy of the options, so that later changes to them have no effect.</summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<string, Destination> _destinations = new(StringComparer.OrdinalIgnoreCase);
    private readonly RedoxEnvironment _environment;

    public Subscriptions(RedoxFakeOptions options)
    {
        _environment = options.Environment;
        foreach (var (id, destination) in options.Destinations)
        {
            _destinations[id] = new(
                destination.Name,
                destination.Environment ?? _environment,
                [.. destination.DataModels.Select(name => name.Replace(" ", "", StringComparison.Ordinal))]);
        }
    }

    /// <summary>The name of a known destination.</summary>
    public string? NameOf(string? id) => _destinations.GetValueOrDefault(id ?? "")?.Name;

    /// <summary>Why a message may not be sent to a destination; <see langword="null"/> if it may.</summary>
    [Follows(Ledger.MessageEnvironments, Ledger.MessageSubscription, Ledger.MessageOtherEnvironment)]
    public RequestProblem? Refusal(string? id, string dataModel) => (id, _destinations.GetValueOrDefault(id ?? "")) switch
    {
        (null, _) => new(RequestProblemKind.DestinationUnknown, "Meta.Destinations: an element has no ID."),
        (_, null) when _destinations.Count == 0 => null,
        (_, null) => new(
            RequestProblemKind.DestinationUnknown,
            $"Meta.Destinations: '{id}' is not in {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.Destinations)} of the fake."),
        (_, var destination) when destination.Environment != _environment => new(
            RequestProblemKind.DestinationInOtherEnvironment,
            $"Meta.Destinations: '{id}' is in {destination.Environment}, but the client is in {_environment}. Send to a destination of the client's environment."),
        (_, var destination) when !destination.Accepts(dataModel) => new(
            RequestProblemKind.DataModelNotSubscribed,
            $"Meta.Destinations: '{id}' has no subscription for {dataModel}. Add it to {nameof(RedoxFakeDestination)}.{nameof(RedoxFakeDestination.DataModels)}."),
        _ => null,
    };

    private sealed record Destination(string Name, RedoxEnvironment Environment, IReadOnlyList<string> DataModels)
    {
        public bool Accepts(string dataModel) =>
            DataModels.Count == 0 || DataModels.Contains(dataModel.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
    }
}
