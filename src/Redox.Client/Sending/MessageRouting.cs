using Redox.Client.Messages;
using Redox.Client.Messages.Validation;
using Redox.Client.Models;
using Redox.Client.Options;

namespace Redox.Client.Sending;

/// <summary>Completes a message's <c>Meta</c> from the options. It adds what is missing, and replaces only what the options of the call specify.</summary>
internal readonly struct MessageRouting(RedoxClientOptions options)
{
    /// <exception cref="RedoxValidationException">The message names no destination, or its envelope has a member in an odd form.</exception>
    public RedoxMessage Route(RedoxMessage message, RedoxCallOptions call, bool toOneDestination)
    {
        var meta = message.Meta;
        RefuseOddMembers(message, call);
        var destinations = Destinations(meta, call);
        if (destinations.Count == 0)
        {
            throw Invalid(message, "none. Name at least one, by ID or by a name from the setting Destinations, or set DefaultDestination.");
        }

        if (toOneDestination && destinations.Count > 1)
        {
            throw Invalid(message, $"{destinations.Count} destinations. A query goes to exactly one: send one query to each.");
        }

        var resolved = Resolved(message, destinations, isOfCaller: !ReferenceEquals(destinations, meta.Destinations));
        var source = meta.Source ?? (string.IsNullOrEmpty(options.SourceId) ? null : new SystemReference { ID = options.SourceId });
        var test = Test(message, call);

        // A complete message is sent as it is.
        return ReferenceEquals(resolved, meta.Destinations) && ReferenceEquals(source, meta.Source) && test == meta.Test
            ? message
            : message with { Meta = Stamped(meta, resolved, source, test) };
    }

    /// <summary>Whether the members of a message are checked before it is sent.</summary>
    public bool Validates(RedoxCallOptions call) => call.Validate ?? options.ValidateBeforeSending;

    // Settings fill in absent members only, and a member in an odd form is not absent: it may name another recipient, or a test. Destinations of the call replace it.
    private void RefuseOddMembers(RedoxMessage message, RedoxCallOptions call)
    {
        var members = call.Destinations.Count > 0 ? Envelope.All & ~Envelope.Destinations : Envelope.All;
        var problems = EnvelopeCheck.Problems(message, members, asTheyCame: Validates(call) ? 0 : Envelope.Test);
        if (problems.Count > 0)
        {
            throw new RedoxValidationException(message.EventName, problems);
        }
    }

    // An odd one that was not validated is sent as it came.
    private bool? Test(RedoxMessage message, RedoxCallOptions call)
    {
        var test = message.Meta.Test;
        return test is null && options.Environment is { } environment && (Validates(call) || !HasOddTest(message)) ? environment != RedoxEnvironment.Production : test;
    }

    private static bool HasOddTest(RedoxMessage message) => EnvelopeCheck.Problems(message, Envelope.Test).Count > 0;

    private static Meta Stamped(Meta meta, IReadOnlyList<SystemReference> destinations, SystemReference? source, bool? test) =>
        Envelope.WithoutOtherNamesOf(Envelope.Destinations, test == meta.Test
            ? meta with { Destinations = destinations, Source = source }
            : meta with { Destinations = destinations, Source = source, Test = test });

    private IReadOnlyList<SystemReference> Destinations(Meta meta, RedoxCallOptions call) =>
        call.Destinations.Count > 0 ? [.. call.Destinations.Select(DestinationReference.Of)]
        : meta.Destinations.Count > 0 || string.IsNullOrEmpty(options.DefaultDestination) ? meta.Destinations
        : [DestinationReference.Of(options.DefaultDestination)];

    /// <summary>The value of the header <c>Redox-Source-Id</c>, which matches the message. Null without a configured source.</summary>
    public string? SourceHeader(RedoxMessage routed)
    {
        if (string.IsNullOrEmpty(options.SourceId))
        {
            return null;
        }

        // A message that names its source other than by ID is not from the configured one.
        var id = routed.Meta.Source?.ID;
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        return !id.AsSpan().ContainsAnyExceptInRange('!', '~') ? id : throw new RedoxValidationException(
            routed.EventName, [new RedoxValidationProblem("Meta.Source.ID", "has characters that the header Redox-Source-Id cannot carry. Use the ID of the source, a UUID.")]);
    }

    private IReadOnlyList<SystemReference> Resolved(RedoxMessage message, IReadOnlyList<SystemReference> destinations, bool isOfCaller)
    {
        SystemReference[]? resolved = null; // Most messages name their destinations by ID.
        for (var index = 0; index < destinations.Count; index++)
        {
            var id = destinations[index].ID;
            if (id is { Length: not 36 } && SettingText.Fault(id) is { } fault)
            {
                throw Invalid(message, fault, $"[{index}].ID");
            }

            if (string.IsNullOrWhiteSpace(id))
            {
                resolved ??= [.. destinations];
                resolved[index] = Resolve(message, destinations[index], index, isOfCaller);
            }
        }

        return resolved ?? destinations;
    }

    private SystemReference Resolve(RedoxMessage message, SystemReference destination, int index, bool isOfCaller)
    {
        if (destination.ID is not null)
        {
            throw Invalid(message, "blank. Set it to the ID of the destination, or leave it out.", $"[{index}].ID"); // Not absent: a name does not take its place.
        }

        if (string.IsNullOrWhiteSpace(destination.Name))
        {
            throw Invalid(message, "has neither an ID nor a name. Set one of them.", $"[{index}]");
        }

        if (destination.Origin is not null)
        {
            throw Invalid(message, "required: the source of the received message has no ID, and a name chosen by its sender must not decide where the response goes. Name the destination with To(...).", $"[{index}].ID");
        }

        if (options.Destinations.TryGetValue(destination.Name, out var id))
        {
            return destination with { ID = id };
        }

        // A name in the message may come from its sender and is not quoted.
        var setting = options.Path.To(nameof(options.Destinations));
        if (isOfCaller && SettingText.Fault(destination.Name) is { } fault)
        {
            throw new RedoxConfigurationException($"{message.EventName}: the name of a destination of this call {fault}");
        }

        throw new RedoxConfigurationException(
            $"{message.EventName}: {(isOfCaller ? $"the destination '{destination.Name}'" : $"the name in Meta.Destinations[{index}].Name")} is not in {setting}. "
            + $"{RedoxClientOptionsValidator.KnownNames(options)}. Correct it, add it to {setting} with its ID (a UUID), or use the ID in its place.");
    }

    private static RedoxValidationException Invalid(RedoxMessage message, string description, string place = "") =>
        new(message.EventName, [new RedoxValidationProblem($"Meta.Destinations{place}", description)]);
}
