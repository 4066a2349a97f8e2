using System.Text.Json;

namespace Redox.Client.Benchmarks.Large;

/// <summary>What a careful developer writes by hand for Clinical Summary.PatientPush: names encoded once, nothing looked up, nothing boxed.</summary>
internal static partial class HandWritten
{
    internal static void Write(Utf8JsonWriter writer, Summary value)
    {
        writer.WriteStartObject();
        if (value.Meta is not null) { writer.WritePropertyName(Names.Meta); Write(writer, value.Meta); }
        if (value.Header is not null) { writer.WritePropertyName(Names.Header); Write(writer, value.Header); }
        if (value.Allergies is not null) { writer.WriteStartArray(Names.Allergies); foreach (var item in value.Allergies) Write(writer, item); writer.WriteEndArray(); }
        if (value.Encounters is not null) { writer.WriteStartArray(Names.Encounters); foreach (var item in value.Encounters) Write(writer, item); writer.WriteEndArray(); }
        if (value.Immunizations is not null) { writer.WriteStartArray(Names.Immunizations); foreach (var item in value.Immunizations) Write(writer, item); writer.WriteEndArray(); }
        if (value.Medications is not null) { writer.WriteStartArray(Names.Medications); foreach (var item in value.Medications) Write(writer, item); writer.WriteEndArray(); }
        if (value.Problems is not null) { writer.WriteStartArray(Names.Problems); foreach (var item in value.Problems) Write(writer, item); writer.WriteEndArray(); }
        if (value.Procedures is not null) { writer.WritePropertyName(Names.Procedures); Write(writer, value.Procedures); }
        if (value.Results is not null) { writer.WriteStartArray(Names.Results); foreach (var item in value.Results) Write(writer, item); writer.WriteEndArray(); }
        if (value.VitalSigns is not null) { writer.WriteStartArray(Names.VitalSigns); foreach (var item in value.VitalSigns) Write(writer, item); writer.WriteEndArray(); }
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

    private static void Write(Utf8JsonWriter writer, Header value)
    {
        writer.WriteStartObject();
        if (value.DirectAddressFrom is not null) writer.WriteString(Names.DirectAddressFrom, value.DirectAddressFrom);
        if (value.DirectAddressTo is not null) writer.WriteString(Names.DirectAddressTo, value.DirectAddressTo);
        if (value.Document is not null) { writer.WritePropertyName(Names.Document); Write(writer, value.Document); }
        if (value.Patient is not null) { writer.WritePropertyName(Names.Patient); Write(writer, value.Patient); }
        if (value.PCP is not null) { writer.WritePropertyName(Names.PCP); Write(writer, value.PCP); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Document value)
    {
        writer.WriteStartObject();
        if (value.Author is not null) { writer.WritePropertyName(Names.Author); Write(writer, value.Author); }
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.Locale is not null) writer.WriteString(Names.Locale, value.Locale);
        if (value.Title is not null) writer.WriteString(Names.Title, value.Title);
        if (value.DateTime is not null) writer.WriteString(Names.DateTime, value.DateTime);
        if (value.Type is not null) writer.WriteString(Names.Type, value.Type);
        if (value.TypeCode is not null) { writer.WritePropertyName(Names.TypeCode); Write(writer, value.TypeCode); }
        if (value.Confidentiality is not null) { writer.WritePropertyName(Names.Confidentiality); Write(writer, value.Confidentiality); }
        if (value.Custodian is not null) { writer.WritePropertyName(Names.Custodian); Write(writer, value.Custodian); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Author value)
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
        if (value.Type is not null) writer.WriteString(Names.Type, value.Type);
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
        if (value.Office is not null) writer.WriteString(Names.Office, value.Office);
        if (value.Home is not null) writer.WriteString(Names.Home, value.Home);
        if (value.Mobile is not null) writer.WriteString(Names.Mobile, value.Mobile);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AuthorLocation value)
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

    private static void Write(Utf8JsonWriter writer, CodedValue value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) Write(writer, item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Custodian value)
    {
        writer.WriteStartObject();
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) Write(writer, item); writer.WriteEndArray(); }
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
        if (value.Telecom is not null) { writer.WriteStartArray(Names.Telecom); foreach (var item in value.Telecom) Write(writer, item); writer.WriteEndArray(); }
        if (value.Type is not null) { writer.WritePropertyName(Names.Type); Write(writer, value.Type); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Identifier value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
        if (value.Type is not null) writer.WriteString(Names.Type, value.Type);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Telecom value)
    {
        writer.WriteStartObject();
        if (value.System is not null) writer.WriteString(Names.System, value.System);
        if (value.Value is not null) writer.WriteString(Names.Value, value.Value);
        if (value.Use is not null) writer.WriteString(Names.Use, value.Use);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Patient value)
    {
        writer.WriteStartObject();
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) Write(writer, item); writer.WriteEndArray(); }
        if (value.Demographics is not null) { writer.WritePropertyName(Names.Demographics); Write(writer, value.Demographics); }
        if (value.Organization is not null) { writer.WritePropertyName(Names.Organization); Write(writer, value.Organization); }
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
        if (value.EmailAddresses is not null) { writer.WriteStartArray(Names.EmailAddresses); foreach (var item in value.EmailAddresses) Write(writer, item); writer.WriteEndArray(); }
        if (value.Language is not null) writer.WriteString(Names.Language, value.Language);
        if (value.Race is not null) writer.WriteString(Names.Race, value.Race);
        if (value.RaceCodes is not null) { writer.WriteStartArray(Names.RaceCodes); foreach (var item in value.RaceCodes) Write(writer, item); writer.WriteEndArray(); }
        if (value.Ethnicity is not null) writer.WriteString(Names.Ethnicity, value.Ethnicity);
        if (value.EthnicGroupCodes is not null) { writer.WriteStartArray(Names.EthnicGroupCodes); foreach (var item in value.EthnicGroupCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Religion is not null) writer.WriteString(Names.Religion, value.Religion);
        if (value.MaritalStatus is not null) writer.WriteString(Names.MaritalStatus, value.MaritalStatus);
        if (value.IsDeceased is { } isDeceased) writer.WriteBoolean(Names.IsDeceased, isDeceased);
        if (value.DeathDateTime is not null) writer.WriteString(Names.DeathDateTime, value.DeathDateTime);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, EmailAddress value)
    {
        writer.WriteStartObject();
        if (value.Address is not null) writer.WriteString(Names.Address, value.Address);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Organization value)
    {
        writer.WriteStartObject();
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
        if (value.Telecom is not null) { writer.WriteStartArray(Names.Telecom); foreach (var item in value.Telecom) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Type is not null) { writer.WritePropertyName(Names.Type); Write(writer, value.Type); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PCP value)
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
        if (value.Type is not null) writer.WriteString(Names.Type, value.Type);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PCPLocation value)
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
}
