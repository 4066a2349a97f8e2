namespace AotRoundTrip;

internal static class Received
{
    /// <summary>A message with nulls, a number for a text, and a member that the data model does not know.</summary>
    internal static ReadOnlySpan<byte> Json =>
        """
        {
          "Meta": { "DataModel": "Scheduling", "EventType": "New", "EventDateTime": "2024-03-15T12:38:02.918Z", "Test": true, "FacilityCode": null },
          "Patient": { "Identifiers": [ { "ID": "0000000001", "IDType": "MR" } ], "Demographics": { "DOB": "1979-11-23", "Sex": "Female", "Race": null } },
          "Visit": { "VisitNumber": 1234, "VisitDateTime": "2024-04-11T16:30:00.000Z", "Duration": 40, "Location": { "Department": "3N" }, "Room": "unknown here" }
        }
        """u8;
}
