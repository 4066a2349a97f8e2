using System.Text.Json;

namespace Redox.Client.Benchmarks.Medium;

/// <summary>What a careful developer writes by hand for Scheduling.New: names encoded once, nothing looked up, nothing boxed.</summary>
internal static class HandWritten
{
    internal static void Write(Utf8JsonWriter writer, Appointment value)
    {
        writer.WriteStartObject();
        if (value.Meta is not null) { writer.WritePropertyName(Names.Meta); Write(writer, value.Meta); }
        if (value.Patient is not null) { writer.WritePropertyName(Names.Patient); Write(writer, value.Patient); }
        if (value.AppointmentInfo is not null) { writer.WriteStartArray(Names.AppointmentInfo); foreach (var item in value.AppointmentInfo) Write(writer, item); writer.WriteEndArray(); }
        if (value.Visit is not null) { writer.WritePropertyName(Names.Visit); Write(writer, value.Visit); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Meta value)
    {
        writer.WriteStartObject();
        if (value.DataModel is not null) writer.WriteString(Names.DataModel, value.DataModel);
        if (value.EventType is not null) writer.WriteString(Names.EventType, value.EventType);
        if (value.EventDateTime is not null) writer.WriteString(Names.EventDateTime, value.EventDateTime);
        if (value.Test is { } test) writer.WriteBoolean(Names.Test, test);
        if (value.Source is not null) { writer.WritePropertyName(Names.Source); Write(writer, value.Source); }
        if (value.Destinations is not null) { writer.WriteStartArray(Names.Destinations); foreach (var item in value.Destinations) Write(writer, item); writer.WriteEndArray(); }
        if (value.Logs is not null) { writer.WriteStartArray(Names.Logs); foreach (var item in value.Logs) Write(writer, item); writer.WriteEndArray(); }
        if (value.Message is not null) { writer.WritePropertyName(Names.Message); Write(writer, value.Message); }
        if (value.Transmission is not null) { writer.WritePropertyName(Names.Transmission); Write(writer, value.Transmission); }
        if (value.FacilityCode is not null) writer.WriteString(Names.FacilityCode, value.FacilityCode);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Source value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Destination value)
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

    private static void Write(Utf8JsonWriter writer, Message value)
    {
        writer.WriteStartObject();
        if (value.ID is { } id) writer.WriteNumber(Names.ID, id);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Transmission value)
    {
        writer.WriteStartObject();
        if (value.ID is { } id) writer.WriteNumber(Names.ID, id);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Patient value)
    {
        writer.WriteStartObject();
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) Write(writer, item); writer.WriteEndArray(); }
        if (value.Demographics is not null) { writer.WritePropertyName(Names.Demographics); Write(writer, value.Demographics); }
        if (value.Notes is not null) { writer.WriteStartArray(Names.Notes); foreach (var item in value.Notes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Identifier value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
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
        if (value.Race is not null) writer.WriteString(Names.Race, value.Race);
        if (value.IsHispanic is { } isHispanic) writer.WriteBoolean(Names.IsHispanic, isHispanic);
        if (value.Religion is not null) writer.WriteString(Names.Religion, value.Religion);
        if (value.MaritalStatus is not null) writer.WriteString(Names.MaritalStatus, value.MaritalStatus);
        if (value.IsDeceased is { } isDeceased) writer.WriteBoolean(Names.IsDeceased, isDeceased);
        if (value.DeathDateTime is not null) writer.WriteString(Names.DeathDateTime, value.DeathDateTime);
        if (value.PhoneNumber is not null) { writer.WritePropertyName(Names.PhoneNumber); Write(writer, value.PhoneNumber); }
        if (value.EmailAddresses is not null) { writer.WriteStartArray(Names.EmailAddresses); foreach (var item in value.EmailAddresses) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Language is not null) writer.WriteString(Names.Language, value.Language);
        if (value.Citizenship is not null) { writer.WriteStartArray(Names.Citizenship); foreach (var item in value.Citizenship) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
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

    private static void Write(Utf8JsonWriter writer, AppointmentInfo value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.Codeset is not null) writer.WriteString(Names.Codeset, value.Codeset);
        if (value.Description is not null) writer.WriteString(Names.Description, value.Description);
        if (value.Value is not null) writer.WriteString(Names.Value, value.Value);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Visit value)
    {
        writer.WriteStartObject();
        if (value.VisitNumber is not null) writer.WriteString(Names.VisitNumber, value.VisitNumber);
        if (value.AccountNumber is not null) writer.WriteString(Names.AccountNumber, value.AccountNumber);
        if (value.VisitDateTime is not null) writer.WriteString(Names.VisitDateTime, value.VisitDateTime);
        if (value.PatientClass is not null) writer.WriteString(Names.PatientClass, value.PatientClass);
        if (value.Status is not null) writer.WriteString(Names.Status, value.Status);
        if (value.Duration is { } duration) writer.WriteNumber(Names.Duration, duration);
        if (value.Reason is not null) writer.WriteString(Names.Reason, value.Reason);
        if (value.Type is not null) writer.WriteString(Names.Type, value.Type);
        if (value.Instructions is not null) { writer.WriteStartArray(Names.Instructions); foreach (var item in value.Instructions) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.AttendingProvider is not null) { writer.WritePropertyName(Names.AttendingProvider); Write(writer, value.AttendingProvider); }
        if (value.ConsultingProvider is not null) { writer.WritePropertyName(Names.ConsultingProvider); Write(writer, value.ConsultingProvider); }
        if (value.ReferringProvider is not null) { writer.WritePropertyName(Names.ReferringProvider); Write(writer, value.ReferringProvider); }
        if (value.VisitProvider is not null) { writer.WritePropertyName(Names.VisitProvider); Write(writer, value.VisitProvider); }
        if (value.Location is not null) { writer.WritePropertyName(Names.Location); Write(writer, value.Location); }
        if (value.AdditionalStaff is not null) { writer.WriteStartArray(Names.AdditionalStaff); foreach (var item in value.AdditionalStaff) Write(writer, item); writer.WriteEndArray(); }
        if (value.Diagnoses is not null) { writer.WriteStartArray(Names.Diagnoses); foreach (var item in value.Diagnoses) Write(writer, item); writer.WriteEndArray(); }
        if (value.Equipment is not null) { writer.WriteStartArray(Names.Equipment); foreach (var item in value.Equipment) Write(writer, item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Provider value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
        if (value.FirstName is not null) writer.WriteString(Names.FirstName, value.FirstName);
        if (value.LastName is not null) writer.WriteString(Names.LastName, value.LastName);
        if (value.Credentials is not null) { writer.WriteStartArray(Names.Credentials); foreach (var item in value.Credentials) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
        if (value.EmailAddresses is not null) { writer.WriteStartArray(Names.EmailAddresses); foreach (var item in value.EmailAddresses) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.PhoneNumber is not null) { writer.WritePropertyName(Names.PhoneNumber); Write(writer, value.PhoneNumber); }
        if (value.Location is not null) { writer.WritePropertyName(Names.Location); Write(writer, value.Location); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Location value)
    {
        writer.WriteStartObject();
        if (value.Type is not null) writer.WriteString(Names.Type, value.Type);
        if (value.Facility is not null) writer.WriteString(Names.Facility, value.Facility);
        if (value.FacilityIdentifiers is not null) { writer.WriteStartArray(Names.FacilityIdentifiers); foreach (var item in value.FacilityIdentifiers) Write(writer, item); writer.WriteEndArray(); }
        if (value.Department is not null) writer.WriteString(Names.Department, value.Department);
        if (value.DepartmentIdentifiers is not null) { writer.WriteStartArray(Names.DepartmentIdentifiers); foreach (var item in value.DepartmentIdentifiers) Write(writer, item); writer.WriteEndArray(); }
        if (value.Room is not null) writer.WriteString(Names.Room, value.Room);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FacilityIdentifier value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DepartmentIdentifier value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AdditionalStaff value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
        if (value.FirstName is not null) writer.WriteString(Names.FirstName, value.FirstName);
        if (value.LastName is not null) writer.WriteString(Names.LastName, value.LastName);
        if (value.Credentials is not null) { writer.WriteStartArray(Names.Credentials); foreach (var item in value.Credentials) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
        if (value.EmailAddresses is not null) { writer.WriteStartArray(Names.EmailAddresses); foreach (var item in value.EmailAddresses) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.PhoneNumber is not null) { writer.WritePropertyName(Names.PhoneNumber); Write(writer, value.PhoneNumber); }
        if (value.Location is not null) { writer.WritePropertyName(Names.Location); Write(writer, value.Location); }
        if (value.Role is not null) { writer.WritePropertyName(Names.Role); Write(writer, value.Role); }
        if (value.StartDateTime is not null) writer.WriteString(Names.StartDateTime, value.StartDateTime);
        if (value.Duration is { } duration) writer.WriteNumber(Names.Duration, duration);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Role value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.Codeset is not null) writer.WriteString(Names.Codeset, value.Codeset);
        if (value.Description is not null) writer.WriteString(Names.Description, value.Description);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Diagnosis value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.Codeset is not null) writer.WriteString(Names.Codeset, value.Codeset);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.Type is not null) writer.WriteString(Names.Type, value.Type);
        if (value.DocumentedDateTime is not null) writer.WriteString(Names.DocumentedDateTime, value.DocumentedDateTime);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Equipment value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.Codeset is not null) writer.WriteString(Names.Codeset, value.Codeset);
        if (value.Description is not null) writer.WriteString(Names.Description, value.Description);
        if (value.StartDateTime is not null) writer.WriteString(Names.StartDateTime, value.StartDateTime);
        if (value.Duration is { } duration) writer.WriteNumber(Names.Duration, duration);
        writer.WriteEndObject();
    }
}
