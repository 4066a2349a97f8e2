using System.Text.Json;

namespace Redox.Client.Benchmarks.Large;

internal static partial class HandWritten
{
    private static void Write(Utf8JsonWriter writer, Allergy value)
    {
        writer.WriteStartObject();
        if (value.Type is not null) { writer.WritePropertyName(Names.Type); Write(writer, value.Type); }
        if (value.Substance is not null) { writer.WritePropertyName(Names.Substance); Write(writer, value.Substance); }
        if (value.Reaction is not null) { writer.WriteStartArray(Names.Reaction); foreach (var item in value.Reaction) Write(writer, item); writer.WriteEndArray(); }
        if (value.Severity is not null) { writer.WritePropertyName(Names.Severity); Write(writer, value.Severity); }
        if (value.Criticality is not null) { writer.WritePropertyName(Names.Criticality); Write(writer, value.Criticality); }
        if (value.Status is not null) { writer.WritePropertyName(Names.Status); Write(writer, value.Status); }
        if (value.StartDate is not null) writer.WriteString(Names.StartDate, value.StartDate);
        if (value.EndDate is not null) writer.WriteString(Names.EndDate, value.EndDate);
        if (value.Comment is not null) writer.WriteString(Names.Comment, value.Comment);
        if (value.Comments is not null) { writer.WriteStartArray(Names.Comments); foreach (var item in value.Comments) Write(writer, item); writer.WriteEndArray(); }
        if (value.IsNegativeIndicator is { } isNegativeIndicator) writer.WriteBoolean(Names.IsNegativeIndicator, isNegativeIndicator);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Reaction value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Severity is not null) { writer.WritePropertyName(Names.Severity); Write(writer, value.Severity); }
        if (value.Text is not null) writer.WriteString(Names.Text, value.Text);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Comment value)
    {
        writer.WriteStartObject();
        if (value.Text is not null) writer.WriteString(Names.Text, value.Text);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Encounter value)
    {
        writer.WriteStartObject();
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) Write(writer, item); writer.WriteEndArray(); }
        if (value.Type is not null) { writer.WritePropertyName(Names.Type); Write(writer, value.Type); }
        if (value.DateTime is not null) writer.WriteString(Names.DateTime, value.DateTime);
        if (value.EndDateTime is not null) writer.WriteString(Names.EndDateTime, value.EndDateTime);
        if (value.Status is not null) writer.WriteString(Names.Status, value.Status);
        if (value.Providers is not null) { writer.WriteStartArray(Names.Providers); foreach (var item in value.Providers) Write(writer, item); writer.WriteEndArray(); }
        if (value.Locations is not null) { writer.WriteStartArray(Names.Locations); foreach (var item in value.Locations) Write(writer, item); writer.WriteEndArray(); }
        if (value.Diagnosis is not null) { writer.WriteStartArray(Names.Diagnosis); foreach (var item in value.Diagnosis) Write(writer, item); writer.WriteEndArray(); }
        if (value.ReasonForVisit is not null) { writer.WriteStartArray(Names.ReasonForVisit); foreach (var item in value.ReasonForVisit) Write(writer, item); writer.WriteEndArray(); }
        if (value.DischargeDisposition is not null) { writer.WritePropertyName(Names.DischargeDisposition); Write(writer, value.DischargeDisposition); }
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
        if (value.NPI is not null) writer.WriteString(Names.NPI, value.NPI);
        if (value.Role is not null) { writer.WritePropertyName(Names.Role); Write(writer, value.Role); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProviderLocation value)
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

    private static void Write(Utf8JsonWriter writer, EncounterLocation value)
    {
        writer.WriteStartObject();
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
        if (value.Type is not null) { writer.WritePropertyName(Names.Type); Write(writer, value.Type); }
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.Telecom is not null) { writer.WriteStartArray(Names.Telecom); foreach (var item in value.Telecom) writer.WriteStringValue(item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Diagnosis value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.StartDate is not null) writer.WriteString(Names.StartDate, value.StartDate);
        if (value.EndDate is not null) writer.WriteString(Names.EndDate, value.EndDate);
        if (value.Status is not null) { writer.WritePropertyName(Names.Status); Write(writer, value.Status); }
        if (value.Comments is not null) { writer.WriteStartArray(Names.Comments); foreach (var item in value.Comments) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.IsNegativeIndicator is { } isNegativeIndicator) writer.WriteBoolean(Names.IsNegativeIndicator, isNegativeIndicator);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Immunization value)
    {
        writer.WriteStartObject();
        if (value.DateTime is not null) writer.WriteString(Names.DateTime, value.DateTime);
        if (value.Route is not null) { writer.WritePropertyName(Names.Route); Write(writer, value.Route); }
        if (value.Product is not null) { writer.WritePropertyName(Names.Product); Write(writer, value.Product); }
        if (value.Dose is not null) { writer.WritePropertyName(Names.Dose); Write(writer, value.Dose); }
        if (value.Status is not null) writer.WriteString(Names.Status, value.Status);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Product value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Manufacturer is not null) writer.WriteString(Names.Manufacturer, value.Manufacturer);
        if (value.LotNumber is not null) writer.WriteString(Names.LotNumber, value.LotNumber);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Dose value)
    {
        writer.WriteStartObject();
        if (value.Quantity is not null) writer.WriteString(Names.Quantity, value.Quantity);
        if (value.Units is not null) writer.WriteString(Names.Units, value.Units);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Medication value)
    {
        writer.WriteStartObject();
        if (value.Prescription is { } prescription) writer.WriteBoolean(Names.Prescription, prescription);
        if (value.FreeTextSig is not null) writer.WriteString(Names.FreeTextSig, value.FreeTextSig);
        if (value.Dose is not null) { writer.WritePropertyName(Names.Dose); Write(writer, value.Dose); }
        if (value.Rate is not null) { writer.WritePropertyName(Names.Rate); Write(writer, value.Rate); }
        if (value.Route is not null) { writer.WritePropertyName(Names.Route); Write(writer, value.Route); }
        if (value.Status is not null) writer.WriteString(Names.Status, value.Status);
        if (value.StartDate is not null) writer.WriteString(Names.StartDate, value.StartDate);
        if (value.EndDate is not null) writer.WriteString(Names.EndDate, value.EndDate);
        if (value.Frequency is not null) { writer.WritePropertyName(Names.Frequency); Write(writer, value.Frequency); }
        if (value.IsPRN is { } isPRN) writer.WriteBoolean(Names.IsPRN, isPRN);
        if (value.NumberOfRefillsRemaining is { } numberOfRefillsRemaining) writer.WriteNumber(Names.NumberOfRefillsRemaining, numberOfRefillsRemaining);
        if (value.Product is not null) { writer.WritePropertyName(Names.Product); Write(writer, value.Product); }
        if (value.Indications is not null) { writer.WriteStartArray(Names.Indications); foreach (var item in value.Indications) Write(writer, item); writer.WriteEndArray(); }
        if (value.SupplyOrder is not null) { writer.WritePropertyName(Names.SupplyOrder); Write(writer, value.SupplyOrder); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Rate value)
    {
        writer.WriteStartObject();
        if (value.Quantity is not null) writer.WriteString(Names.Quantity, value.Quantity);
        if (value.Units is not null) writer.WriteString(Names.Units, value.Units);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Frequency value)
    {
        writer.WriteStartObject();
        if (value.Period is not null) writer.WriteString(Names.Period, value.Period);
        if (value.PeriodMax is not null) writer.WriteString(Names.PeriodMax, value.PeriodMax);
        if (value.Unit is not null) writer.WriteString(Names.Unit, value.Unit);
        if (value.EventCode is not null) writer.WriteString(Names.EventCode, value.EventCode);
        if (value.InstitutionSpecified is { } institutionSpecified) writer.WriteBoolean(Names.InstitutionSpecified, institutionSpecified);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SupplyOrder value)
    {
        writer.WriteStartObject();
        if (value.Quantity is not null) writer.WriteString(Names.Quantity, value.Quantity);
        if (value.Units is not null) writer.WriteString(Names.Units, value.Units);
        if (value.NumberOfRefillsRemaining is { } numberOfRefillsRemaining) writer.WriteNumber(Names.NumberOfRefillsRemaining, numberOfRefillsRemaining);
        if (value.StartDate is not null) writer.WriteString(Names.StartDate, value.StartDate);
        if (value.EndDate is not null) writer.WriteString(Names.EndDate, value.EndDate);
        writer.WriteEndObject();
    }
}
