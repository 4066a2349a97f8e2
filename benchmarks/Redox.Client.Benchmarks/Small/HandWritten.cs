using System.Text.Json;

namespace Redox.Client.Benchmarks.Small;

/// <summary>What a careful developer writes by hand for PatientSearch.Query: names encoded once, nothing looked up, nothing boxed.</summary>
internal static class HandWritten
{
    internal static void Write(Utf8JsonWriter writer, Query value)
    {
        writer.WriteStartObject();
        if (value.Meta is not null) { writer.WritePropertyName(Names.Meta); Write(writer, value.Meta); }
        if (value.Patient is not null) { writer.WritePropertyName(Names.Patient); Write(writer, value.Patient); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Meta value)
    {
        writer.WriteStartObject();
        if (value.DataModel is not null) writer.WriteString(Names.DataModel, value.DataModel);
        if (value.EventType is not null) writer.WriteString(Names.EventType, value.EventType);
        if (value.EventDateTime is not null) writer.WriteString(Names.EventDateTime, value.EventDateTime);
        if (value.Test is { } test) writer.WriteBoolean(Names.Test, test);
        if (value.Destinations is not null) { writer.WriteStartArray(Names.Destinations); foreach (var item in value.Destinations) Write(writer, item); writer.WriteEndArray(); }
        if (value.FacilityCode is not null) writer.WriteString(Names.FacilityCode, value.FacilityCode);
        if (value.Source is not null) { writer.WritePropertyName(Names.Source); Write(writer, value.Source); }
        if (value.Logs is not null) { writer.WriteStartArray(Names.Logs); foreach (var item in value.Logs) Write(writer, item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Destination value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Source value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Log value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.AttemptID is not null) writer.WriteString(Names.AttemptID, value.AttemptID);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Patient value)
    {
        writer.WriteStartObject();
        if (value.Demographics is not null) { writer.WritePropertyName(Names.Demographics); Write(writer, value.Demographics); }
        if (value.Notes is not null) { writer.WriteStartArray(Names.Notes); foreach (var item in value.Notes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) Write(writer, item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Demographic value)
    {
        writer.WriteStartObject();
        if (value.FirstName is not null) writer.WriteString(Names.FirstName, value.FirstName);
        if (value.MiddleName is not null) writer.WriteString(Names.MiddleName, value.MiddleName);
        if (value.LastName is not null) writer.WriteString(Names.LastName, value.LastName);
        if (value.DOB is not null) writer.WriteString(Names.DOB, value.DOB);
        if (value.SSN is not null) writer.WriteString(Names.SSN, value.SSN);
        if (value.Sex is not null) writer.WriteString(Names.Sex, value.Sex);
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
        if (value.PhoneNumber is not null) { writer.WritePropertyName(Names.PhoneNumber); Write(writer, value.PhoneNumber); }
        if (value.EmailAddresses is not null) { writer.WriteStartArray(Names.EmailAddresses); foreach (var item in value.EmailAddresses) writer.WriteStringValue(item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Address value)
    {
        writer.WriteStartObject();
        if (value.StreetAddress is not null) writer.WriteString(Names.StreetAddress, value.StreetAddress);
        if (value.City is not null) writer.WriteString(Names.City, value.City);
        if (value.State is not null) writer.WriteString(Names.State, value.State);
        if (value.ZIP is not null) writer.WriteString(Names.ZIP, value.ZIP);
        if (value.County is not null) writer.WriteString(Names.County, value.County);
        if (value.Country is not null) writer.WriteString(Names.Country, value.Country);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PhoneNumber value)
    {
        writer.WriteStartObject();
        if (value.Home is not null) writer.WriteString(Names.Home, value.Home);
        if (value.Office is not null) writer.WriteString(Names.Office, value.Office);
        if (value.Mobile is not null) writer.WriteString(Names.Mobile, value.Mobile);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Identifier value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
        writer.WriteEndObject();
    }
}
