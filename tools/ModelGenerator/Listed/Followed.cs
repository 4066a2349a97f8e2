namespace Redox.ModelGenerator.Listed;

/// <summary>Where the definitions follow the list against the schemas of 2021 and March 2023.</summary>
/// <param name="Event">The event, e.g. <c>Scheduling.New</c>.</param>
/// <param name="Path">The member, with <c>[]</c> after each list above it.</param>
/// <param name="Older">What the schemas say.</param>
/// <param name="Here">What the list and the definition say.</param>
public sealed record Followed(string Event, string Path, string Older, string Here)
{
    private const string EpochHere = "a number of seconds since 1970; text is read as well";
    private const string NumberHere = "a number; text is read as well";
    private const string StatusHere = "optional, as in the schema of March 2023";

    /// <summary>All of them. A test holds this against the facts about the schemas.</summary>
    public static IReadOnlyList<Followed> All { get; } =
    [
        new("Results.New", "Orders[].Results[].Status", "required in 2021", StatusHere),
        new("Results.NewUnsolicited", "Orders[].Results[].Status", "required in 2021", StatusHere),
        new("SSO.Sign-on", "Expiration", "text", EpochHere),
        new("SSO.Sign-on", "IssuedAt", "text", EpochHere),
        new("Scheduling.Booked", "Visit.Reason", "text", "a list of texts; one text is read as well"),
        new("Scheduling.PushSlots", "Meta.CurrentBatch", "text", NumberHere),
        new("Scheduling.PushSlots", "Meta.TotalBatches", "text", NumberHere),
    ];
}
