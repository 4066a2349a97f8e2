using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Referrals, from the events of <c>Referral</c>.</summary>
internal sealed class Referrals(int capacity)
{
    private readonly RecordSet _referrals = new(capacity);

    /// <summary>Each is a referral with its <c>Patient</c> and, after a review, <c>AuthorizationRequest</c>.</summary>
    public IEnumerable<JsonElement> All => _referrals.All;

    [Follows(Ledger.StateReferrals)]
    public void Apply(string eventType, JsonElement message)
    {
        var referral = message.Member("Referral");
        var record = PatientLink.Draft(referral, message)
            .With("AuthorizationRequest", message.Member("Authorization"))
            .With("Status", eventType == "Cancel" ? "Canceled" : null);
        _referrals.Put(Keys(referral), record.Freeze());
    }

    private static IReadOnlyList<RecordKey> Keys(JsonElement referral) =>
        (referral.Text("ID"), referral.Text("AlternateID")) switch
        {
            ({ } id, _) => [new(id, referral.Text("IDType"))],
            (null, { } alternate) => [new(alternate, "Alternate")],
            _ => [],
        };
}
